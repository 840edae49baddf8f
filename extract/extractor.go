package extract

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/data"
	"github.com/isnad-graph/isnad/extract/lexicon"
	"github.com/isnad-graph/isnad/extract/quantity"
	"github.com/isnad-graph/isnad/extract/temporal"
)

// root is the folder of the Arabic data.
const root = "ar"

// Options sets what an Extractor reads. The zero value reads the built-in data.
type Options struct {
	// Extra holds further tables under the folder «ar», which add to the built-in ones.
	Extra fs.FS
	// Models replaces the built-in learned models; empty ones leave everything to the rules.
	Models *Models
}

// Extractor reads articles. It is immutable and safe for concurrent use.
type Extractor struct {
	lex            *lexicon.Lexicon
	cls            classes
	dates          *temporal.Data
	numbers        *quantity.Data
	boiler         []boilerForm
	stamps         []string               // by which pages say when they were changed
	fields         arabic.Phrases[string] // by the words that show them
	extents        extents
	words          map[string]string
	definite       string
	sourceLine     string
	supportTrigger *lexicon.Trigger
	leaveTrigger   *lexicon.Trigger // what fighters who flee are read as
	fleeTrigger    *lexicon.Trigger // what other people who leave are read as
	rules          *ruleBook
	governors      []lexicon.Class
	models         *Models
	modelVersion   func() string // made when first asked for: it writes all models out
	governorList   []string
	frameIDs       []string
	lemmas         []string
	looseLearned   bool
	nisba          map[string]nation // by the adjective
	stateLand      map[int32]int32   // the country of a state, or of the army whose adjective stands for it
	capitals       map[int32]int32   // of countries
	police         []lexicon.NameRef // the police of every land, by the name that they share
	nisbaMany      map[string]nation // by its plural
	forceOf        map[int32]int32   // of a state that has an adjective
	landOf         map[int32]int32   // the country of a force of a state outside the theatres
	spheres        map[int32][]string
	peoples        map[string]people // by the words for their members
	kept           sync.Pool         // of *kept
}

type boilerForm struct {
	form string
	kind string // line, tail, block
}

// New returns an Extractor over the built-in data and opts.Extra. An error names the file and the line
// at fault.
func New(opts Options) (*Extractor, error) {
	sources := []fs.FS{data.FS}
	if opts.Extra != nil {
		sources = append(sources, opts.Extra)
	}
	lex, err := lexicon.Load(root, sources...)
	if err != nil {
		return nil, fmt.Errorf("load lexicon: %w", err)
	}
	x := &Extractor{lex: lex, words: map[string]string{}, models: opts.Models}
	if x.models == nil {
		if x.models, err = readModels(data.FS, modelFolder); err != nil {
			return nil, fmt.Errorf("load models: %w", err)
		}
	}
	x.modelVersion = sync.OnceValue(x.models.version)
	x.cls = newClasses(lex)
	x.governors, x.governorList = x.cls.governors(), x.cls.governorNames()
	x.frameIDs, x.lemmas = x.models.values("frame"), x.models.values("lemma")
	if len(x.frameIDs) == 0 {
		x.frameIDs = frameIDs(lex.BuiltInTriggers())
	}
	if len(x.lemmas) == 0 {
		x.lemmas = lemmas(lex.BuiltInTriggers())
	}
	x.looseLearned = knowsLoose(x.lemmas, lex.BuiltInTriggers())
	sub, err := fs.Sub(data.FS, root)
	if err != nil {
		return nil, fmt.Errorf("open data: %w", err)
	}
	if x.dates, err = temporal.Load(sub); err != nil {
		return nil, fmt.Errorf("load dates: %w", err)
	}
	if x.numbers, err = quantity.Load(sub); err != nil {
		return nil, fmt.Errorf("load numbers: %w", err)
	}
	if err := x.loadForms(sub); err != nil {
		return nil, err
	}
	if err := x.loadFields(sub); err != nil {
		return nil, err
	}
	if err := x.loadExtents(sub); err != nil {
		return nil, err
	}
	if x.rules, err = loadRules(lex, sources); err != nil {
		return nil, err
	}
	for _, t := range lex.Triggers {
		switch t.ID {
		case "daama":
			x.supportTrigger = t
		case "farra":
			x.leaveTrigger = t
		case "farru":
			x.fleeTrigger = t
		}
	}
	return x, nil
}

func (x *Extractor) loadForms(sub fs.FS) error {
	rows, err := lexicon.ReadTable(sub, "boilerplate.tsv")
	if err != nil {
		return fmt.Errorf("load boilerplate: %w", err)
	}
	for _, r := range rows {
		if form := arabic.Normalize(r.Get("form")); r.ID == "stamp" {
			x.stamps = append(x.stamps, form)
		} else {
			x.boiler = append(x.boiler, boilerForm{form, r.ID})
		}
	}
	if rows, err = lexicon.ReadTable(sub, "generic.tsv"); err != nil {
		return fmt.Errorf("load generic names: %w", err)
	}
	for _, r := range rows {
		x.words[r.ID] = r.Get("form")
	}
	if rows, err = lexicon.ReadTable(sub, "nisba.tsv"); err != nil {
		return fmt.Errorf("load adjectives of nations: %w", err)
	}
	if err := x.loadNations(rows); err != nil {
		return err
	}
	x.definite, x.sourceLine = x.words["article"], arabic.Normalize(x.words["source-line"])
	if err := x.loadSpheres(sub); err != nil {
		return err
	}
	if err := x.loadCapitals(sub); err != nil {
		return err
	}
	if rows, err = lexicon.ReadTable(sub, "peoples.tsv"); err != nil {
		return fmt.Errorf("load peoples: %w", err)
	}
	if err := x.loadPeoples(rows); err != nil {
		return err
	}
	police := x.words["police"]
	name, _ := x.lex.FindName(arabic.Tokenize(police, 0, len(police)), 0, nil)
	x.police = name.Refs
	return nil
}

func (x *Extractor) word(id string) string { return x.words[id] }

var builtIn = sync.OnceValues(func() (*Extractor, error) { return New(Options{}) })

// Default returns the Extractor over the built-in data, made once.
func Default() (*Extractor, error) { return builtIn() }

// Version names the data and the models that the extractor reads with: equal ones, equal version.
func (x *Extractor) Version() string { return x.lex.Version() + x.modelVersion() }

// Lexicon returns the words and names that the extractor knows.
func (x *Extractor) Lexicon() *lexicon.Lexicon { return x.lex }

// Extract reads an article. It is a pure function of doc and the data, safe for concurrent use.
func (x *Extractor) Extract(doc Document) *Result {
	d := x.begin(doc)
	defer d.end()
	d.run()
	return d.result()
}

func (x *Extractor) begin(doc Document) *document {
	k, _ := x.kept.Get().(*kept)
	if k == nil {
		k = &kept{lookups: lookups{known: map[string]*lookup{}}}
	}
	return &document{
		kept: k, lookups: &k.lookups, buf: &k.buf,
		Extractor: x, doc: doc, outlets: x.lex.Outlets(doc.Outlet), entities: map[string]*entity{}, named: map[int32]int{}, inFull: map[int32]bool{}, opened: map[int32]bool{}, kinds: map[int32]kindSaid{},
		theatres: map[string]int{}, lands: map[int32]int{}, heard: map[int32]bool{}, foes: map[[2]*entity]int{}, byWord: map[string]*entity{}, byNoun: map[string]*entity{}, placeNames: map[string]*entity{},
	}
}

// end leaves to other articles what this one looked up. Nothing may be looked up for it any more.
func (d *document) end() {
	d.lookups.leave()
	d.buf.leave()
	d.Extractor.kept.Put(d.kept)
	d.kept, d.lookups, d.buf = nil, nil, nil
}

// run takes the article through the stages.
func (d *document) run() {
	d.propose()
	d.rank()
	d.gather()
}

// propose lets the rules read the article, sentence by sentence.
func (d *document) propose() {
	if arabic.LetterShare(d.doc.Text) < 0.3 {
		d.note("not-arabic", "fewer than three letters in ten are Arabic; nothing was read", Span{})
		return
	}
	d.dotted = !strings.ContainsFunc(d.doc.Text, arabic.IsAlefMaksura)
	d.zone()
	d.split()
	d.survey()
	d.date()
	for k, s := range d.sentences {
		d.now = k
		d.read(s)
	}
	d.mingleLoose()
	d.number()
}

func (d *document) note(code, message string, span Span) {
	d.diagnostics = append(d.diagnostics, Diagnostic{code, message, span})
}

// split cuts the zones that speak into sentences.
func (d *document) split() {
	var heading *Zone
	for n, z := range d.zones {
		if z.Kind == HeadingZone {
			heading = &d.zones[n]
		}
		if !z.Kind.speaks() {
			continue
		}
		tokens := arabic.Tokenize(d.doc.Text, z.Span.Start, z.Span.End)
		bounds := bounded(arabic.Sentences(tokens))
		for i := 1; i < len(bounds); i++ {
			part := tokens[bounds[i-1]:bounds[i]]
			if len(part) == 0 {
				continue
			}
			d.sentences = append(d.sentences, &sentence{
				zone: z.Kind, tokens: part, para: n, span: Span{part[0].Start, part[len(part)-1].End}, headingZone: heading,
			})
		}
	}
}

// sentenceTokens bounds a sentence: the time to read one grows faster than its length, and nobody writes
// sentences of that length.
const sentenceTokens = 400

// bounded cuts sentences of more tokens than that.
func bounded(bounds []int) []int {
	out := bounds[:1:1]
	for _, end := range bounds[1:] {
		for last := out[len(out)-1]; end-last > sentenceTokens; last = out[len(out)-1] {
			out = append(out, last+sentenceTokens)
		}
		out = append(out, end)
	}
	return out
}

// read takes one sentence through the stages.
func (d *document) read(s *sentence) {
	d.para, d.lastingAt = s.para, len(d.lasting)
	taken := make([]bool, len(s.tokens))
	for _, t := range s.times {
		for i := t.First; i <= t.Last; i++ {
			taken[i] = true
		}
	}
	for _, n := range s.names {
		for i := n.First; i <= n.Last && n.Last > n.First; i++ {
			taken[i] = true
		}
	}
	s.counts = d.numbers.Find(s.tokens, func(i int) bool { return taken[i] })
	d.itemize(s)
	d.headingPlace(s)
	d.findPhrases(s)
	d.anaphora(s)
	d.findOccurrences(s)
	d.bind(s)
	d.lastingOf(s)
	d.applyRules(s)
	d.attribute(s)
	d.complete(s)
	d.settle(s)
	d.complete(s)
	d.looseReadings(s)
	s.finish()
}

// finish closes the reading of s.
func (s *sentence) finish() {
	for k := range s.phrases {
		if e := s.phrases[k].actor; e != nil {
			e.seen = true
		}
	}
	s.done = true
}

// headingPlace finds the place that the heading above s names.
func (d *document) headingPlace(s *sentence) {
	z := s.headingZone
	if z == nil || s.zone != BodyZone {
		return
	}
	tokens := arabic.Tokenize(d.doc.Text, z.Span.Start, z.Span.End)
	if len(tokens) == 0 {
		return
	}
	n, _ := d.lex.FindName(tokens, 0, nil)
	if len(n.Refs) == 0 || n.Last < len(tokens)-1 {
		return
	}
	if at, _ := d.best(n.Refs, func(e *lexicon.Entry) bool { return e.Kind.IsPlace() }); at >= 0 {
		s.heading = d.entryEntity(at)
		s.heading.addName(trimMarks(d.doc.Text[z.Span.Start:z.Span.End]))
	}
}
