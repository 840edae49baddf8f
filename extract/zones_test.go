package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// page is an article with all that stands around one.
const page = `تنظيم داعش يهاجم بلدة هجين شرقي سوريا
عنب بلدي - رويترز
2018-10-22 14:30
تنظيم داعش يهاجم بلدة هجين شرقي سوريا
عناصر من قوات سوريا الديمقراطية قرب بلدة الباغوز في تشرين الأول 2018 (رويترز)
هاجم تنظيم داعش، أمس الأحد، مواقع قوات سوريا الديمقراطية في بلدة هجين بريف دير الزور الشرقي، وقتل ثلاثة من عناصرها، بحسب ما أفاد المرصد السوري لحقوق الإنسان، فيما استمرت الاشتباكات بين الطرفين حتى ساعات الليل المتأخرة في محيط البلدة.
الباغوز
وفي سياق متصل، قصفت طائرات التحالف الدولي مواقع التنظيم في البلدة صباح اليوم، من دون أن ترد معلومات عن الخسائر التي خلفها هذا القصف في صفوف عناصره هناك.
زر الذهاب إلى الأعلى
مقالات متعلقة
الجيش السوري يقصف مدينة سراقب
`

func TestZones(t *testing.T) {
	r := readText(t, page)
	checkResult(t, page, r)
	lines := strings.Split(strings.TrimSpace(page), "\n")
	want := []ZoneKind{
		TitleZone, BylineZone, DatelineZone, BoilerplateZone, CaptionZone, BodyZone, HeadingZone, BodyZone,
		BoilerplateZone, BoilerplateZone, BoilerplateZone,
	}
	if len(r.Zones) != len(lines) {
		t.Fatalf("%d zones of %d lines", len(r.Zones), len(lines))
	}
	for i, z := range r.Zones {
		if got := page[z.Span.Start:z.Span.End]; got != lines[i] || z.Kind != want[i] {
			t.Errorf("line %d: %s %q; want %s %q", i+1, z.Kind, got, want[i], lines[i])
		}
	}
}

// TestDateline: the place and the agency before the first sentence are no part of it.
func TestDateline(t *testing.T) {
	for _, head := range []string{"بغداد، العراق (CNN) -- ", "دبي، الإمارات العربية المتحدة (CNN)-- ", "القاهرة (رويترز) - "} {
		const body = "هاجم تنظيم داعش بلدة هجين أمس وقتل ثلاثة من عناصر قوات سوريا الديمقراطية."
		r := readText(t, head+body)
		if len(r.Zones) != 2 || r.Zones[0].Kind != DatelineZone || r.Zones[1].Kind.speaks() != true {
			t.Errorf("%s: zones %+v", head, r.Zones)
		}
		for _, e := range r.Entities {
			if strings.HasPrefix(e.Key, "place/") && e.Key != "place/sy-hajin" || e.Key == "actor/x-uae" {
				t.Errorf("%s: %s is read", head, e.Key)
			}
		}
	}
	for _, text := range []string{
		"قال تنظيم داعش (المتشدد) إنه هاجم بلدة هجين.", "قتل الجندي (22 عاما) - وهو من حماة - في هجوم لداعش على بلدة هجين.",
	} {
		if r := readText(t, text); len(r.Zones) != 1 {
			t.Errorf("%s: %+v", text, r.Zones)
		}
	}
}

// TestZonesSpeak: nothing is read from what is not the article.
func TestZonesSpeak(t *testing.T) {
	r := readText(t, page)
	for _, c := range r.Claims {
		for _, z := range r.Zones {
			if z.Span.Start <= c.Trigger.Start && c.Trigger.Start < z.Span.End && !z.Kind.speaks() {
				t.Errorf("read in a %s: %s", z.Kind, brief(r, c))
			}
		}
	}
	for _, e := range r.Entities {
		if e.Key == "place/sy-saraqib" {
			t.Error("an entity from the related links")
		}
	}
}

// TestMerging: title, lead and repetition tell one occurrence; the body holds the evidence.
func TestMerging(t *testing.T) {
	r := readText(t, page)
	var attacks []Claim
	for _, c := range r.Claims {
		if holds(r, c, "attack agents=x-isis", true) {
			attacks = append(attacks, c)
		}
	}
	if len(attacks) != 1 {
		t.Fatalf("%d claims of one attack: %v", len(attacks), all(r))
	}
	c := attacks[0]
	if !holds(r, c, "attack patients=sy-sdf places=sy-hajin sources=sy-sohr from=2018-10-21 to=2018-10-21", true) {
		t.Errorf("the body tells more: %s", brief(r, c))
	}
	if !strings.HasPrefix(page[c.Sentence.Start:], "هاجم تنظيم داعش، أمس") {
		t.Errorf("evidence in %q", page[c.Sentence.Start:c.Sentence.End])
	}
	rules, err := New(Options{Models: &Models{}}) // the models may leave a title out
	if err != nil {
		t.Fatal(err)
	}
	again := func(c Claim) bool {
		return slices.ContainsFunc(c.Steps, func(s Step) bool { return s.Rule == "coreference" })
	}
	if !slices.ContainsFunc(rules.Extract(Document{Text: page, Published: published}).Claims, again) {
		t.Error("no derivation tells of the title")
	}
}

// TestLostBreaks: links of the page that stand in the line of a paragraph are not part of it.
func TestLostBreaks(t *testing.T) {
	text := "هاجم تنظيم داعش بلدة هجين صباح اليوم.\n   روابط ذات علاقة    مقتل تسعة جنود في تدمر    الجيش السوري يقصف إدلب     وقال المرصد السوري لحقوق الإنسان إن التنظيم سيطر على بلدة الباغوز."
	for _, c := range readText(t, text).Claims {
		if words := text[c.Sentence.Start:c.Sentence.End]; strings.Contains(words, "تدمر") || strings.Contains(words, "إدلب") {
			t.Errorf("%s read in %q", c.Type, words)
		}
	}
	if got := all(readText(t, text)); len(got) < 2 {
		t.Errorf("read: %v", got)
	}
}

// TestMergeNot: other places, days or victims are other occurrences.
func TestMergeNot(t *testing.T) {
	for name, text := range map[string]string{
		"place":  "هاجم تنظيم داعش بلدة هجين. وهاجم تنظيم داعش بلدة الباغوز.",
		"day":    "هاجم تنظيم داعش بلدة هجين أمس. وكان التنظيم قد هاجم بلدة هجين يوم الجمعة الماضي.",
		"victim": "هاجم تنظيم داعش قوات سوريا الديمقراطية في هجين. وهاجم تنظيم داعش الجيش السوري في تدمر.",
		"sides":  "هاجم تنظيم داعش قوات سوريا الديمقراطية في هجين. وهاجمت قوات سوريا الديمقراطية تنظيم داعش في هجين.",
	} {
		n := 0
		r := readText(t, text)
		for _, c := range r.Claims {
			n += b2i(c.Type == schema.Attack)
		}
		if n != 2 {
			t.Errorf("%s: %d attacks: %v", name, n, all(r))
		}
	}
}

func TestPublishedUnknown(t *testing.T) {
	text := "هاجم تنظيم داعش بلدة هجين أمس، وسيطر على بلدة الباغوز في 3 تشرين الأول 2018."
	r := defaultExtractor(t).Extract(Document{Text: text})
	for _, c := range r.Claims {
		switch c.Type {
		case schema.Attack:
			if c.Period.From != "" || c.Period.Anchored || c.Period.Surface == "" {
				t.Errorf("«yesterday» without a date: %+v", c.Period)
			}
		case schema.Control:
			if c.Period.From != "2018-10-03" {
				t.Errorf("a full date: %+v", c.Period)
			}
		}
	}
	if len(r.Claims) < 2 {
		t.Errorf("%v", all(r))
	}
}

func TestNotArabic(t *testing.T) {
	for _, text := range []string{"", " \n\t", "Islamic State attacked Hajin.", "12345 !!!", "\xff\xfe\x00", strings.Repeat("\x00", 100)} {
		r := defaultExtractor(t).Extract(Document{Text: text, Published: published})
		if len(r.Claims)+len(r.Entities) > 0 || !slices.ContainsFunc(r.Diagnostics, func(d Diagnostic) bool { return d.Code == "not-arabic" }) {
			t.Errorf("%q: %+v", text, r)
		}
	}
}

// TestDerivation: a claim tells the rule and the words that it came from.
func TestDerivation(t *testing.T) {
	text := "قال المرصد السوري لحقوق الإنسان إن تنظيم داعش هاجم بلدة هجين أمس." + background
	r := readText(t, text)
	for _, c := range r.Claims {
		if !strings.HasPrefix(c.Steps[0].Rule, "trigger.") || c.Steps[0].Span != c.Trigger {
			t.Errorf("%s does not begin with its trigger: %+v", c.Type, c.Steps)
		}
	}
	i := slices.IndexFunc(r.Claims, func(c Claim) bool { return c.Type == schema.Attack })
	if i < 0 {
		t.Fatal(all(r))
	}
	for _, prefix := range []string{"trigger.", "source.", "time."} {
		if !slices.ContainsFunc(r.Claims[i].Steps, func(s Step) bool { return strings.HasPrefix(s.Rule, prefix) }) {
			t.Errorf("no step %s*: %+v", prefix, r.Claims[i].Steps)
		}
	}
	var out strings.Builder
	if err := defaultExtractor(t).Explain(&out, Document{Text: text, Published: published}); err != nil || !strings.Contains(out.String(), "trigger.") {
		t.Errorf("Explain: %v: %s", err, out.String())
	}
}

// TestNames: names stand as in the text, without clitics and quotes; anaphors are no names.
func TestNames(t *testing.T) {
	text := "هاجمت «قسد» بلدة هجين. وقالت قوات سوريا الديمقراطية إن قواتنا سيطرت على البلدة. وهاجم التنظيم مواقع لقسد."
	r := readText(t, text)
	for _, e := range r.Entities {
		for _, n := range e.Names {
			if strings.ContainsAny(n, "«»\"") || slices.Contains([]string{"قواتنا", "التنظيم", "البلدة", "لقسد"}, n) || !strings.Contains(text, n) {
				t.Errorf("%s: name %q", e.Key, n)
			}
		}
		if e.Key == "actor/sy-sdf" && (!slices.Contains(e.Names, "قسد") || !slices.Contains(e.Names, "قوات سوريا الديمقراطية")) {
			t.Errorf("names of the SDF: %q", e.Names)
		}
	}
}

// TestLoadedWords: an outlet's wording is kept apart, and never makes an entity or a kind.
func TestLoadedWords(t *testing.T) {
	text := "هاجم تنظيم داعش الإرهابي بلدة هجين، وقتل إرهابيو التنظيم ثلاثة مدنيين."
	r := readText(t, text)
	loaded := false
	for _, c := range r.Claims {
		for _, s := range c.Loaded {
			loaded = loaded || strings.Contains(text[s.Start:s.End], "رهابي")
		}
	}
	if !loaded {
		t.Error("the loaded word is not kept")
	}
	for _, e := range r.Entities {
		if strings.Contains(strings.Join(append(e.Names, e.Name), " "), "رهابي") {
			t.Errorf("a loaded word in the names of %s: %q", e.Key, e.Names)
		}
	}
}
