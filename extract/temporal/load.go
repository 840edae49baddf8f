package temporal

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/extract/arabic"
	"github.com/isnad-graph/isnad/extract/lexicon"
)

// class says what a word does in a date.
type class uint8

const (
	noWord class = iota
	numberWord
	monthWord
	weekdayWord
	partWord    // of the day
	unitWord    // day, week …, with its grammatical number
	deicticWord // yesterday: n is the offset
	nowWord
	lastWord // n is 1, 2 for the one before
	thisWord
	nextWord
	sameWord  // the same, the following: told by another day
	agoWord   // «that have passed»
	demWord   // this
	thatWord  // that
	sinceWord // … and the prepositions
	untilWord
	toWord
	fromWord
	inWord
	betweenWord
	beforeWord
	afterWord
	morrowWord // «the day after»
	edgeWord   // beginning, middle, end
	approxWord
	fewWord
	seasonWord
	eraWord
	equalsWord // «corresponding to»
	blockWord  // what follows is a name: the 14 March alliance
	plannedWord
	runningWord // in a row
	passingWord // the passing of
	wholeWord
	onWord
)

var classes = map[string]class{
	"deictic": deicticWord, "now": nowWord, "last": lastWord, "this": thisWord, "next": nextWord, "same": sameWord, "ago": agoWord, "morrow": morrowWord, "dem": demWord,
	"that": thatWord, "since": sinceWord, "until": untilWord, "to": toWord, "from": fromWord, "in": inWord, "between": betweenWord, "before": beforeWord,
	"after": afterWord, "edge": edgeWord, "approx": approxWord, "few": fewWord, "season": seasonWord, "era": eraWord, "equals": equalsWord,
	"block": blockWord, "planned": plannedWord, "running": runningWord, "unit": unitWord,
	"passing": passingWord, "whole": wholeWord, "on": onWord,
}

// gate says how much a month's name needs beside it to be a month.
type gate uint8

const (
	openGate gate = iota
	wordGate      // a preposition, or what a name needs
	nameGate      // a day, «month», a year or a deictic
)

// Edges of a period.
const (
	edgeStart = iota
	edgeFirst // the first day, of a month
	edgeMiddle
	edgeEnd
	edgeFinal // the last n days
)

// during is the value of prepositions that only a time can follow.
const during = 1

// standsBehind is the value of parts of the day that also stand behind the day.
const standsBehind = 1

// Seasons, of the northern year.
const (
	springSeason = iota + 1
	summerSeason
	autumnSeason
	winterSeason
)

type entry struct {
	class class
	n     int // month, weekday, offset, edge, season, calendar of an era
	unit  precision
	count int // of a unit: 1 singular, 2 dual, 0 plural
	gate  gate
	hijri bool
	part  string
}

// Data holds the vocabulary. It is safe for concurrent use.
type Data struct {
	words   arabic.Phrases[*entry]
	numbers *arabic.Numerals
}

// Load reads the tables from the data of one language: a tree that holds «numerals.tsv» and
// «time/months.tsv», «weekdays», «parts» and «words».
func Load(fsys fs.FS) (*Data, error) {
	numbers, err := lexicon.ReadNumerals(fsys)
	if err != nil {
		return nil, fmt.Errorf("load numerals: %w", err)
	}
	d := &Data{numbers: numbers}
	for _, t := range []struct {
		name string
		read func(lexicon.Row) (entry, error)
	}{{"months", readMonth}, {"weekdays", readWeekday}, {"parts", readPart}, {"words", readWord}} {
		if err := d.load(fsys, "time/"+t.name+".tsv", t.read); err != nil {
			return nil, fmt.Errorf("load words of time: %w", err)
		}
	}
	return d, nil
}

func (d *Data) load(fsys fs.FS, file string, read func(lexicon.Row) (entry, error)) error {
	rows, err := lexicon.ReadTable(fsys, file)
	if err != nil {
		return err
	}
	for _, r := range rows {
		e, err := read(r)
		if err != nil {
			return r.Errorf("%v", err)
		}
		d.words.Add(r.Get("form"), r.Get("article") == "no", &e)
	}
	return nil
}

func readMonth(r lexicon.Row) (entry, error) {
	gates := map[string]gate{"": openGate, "word": wordGate, "name": nameGate}
	g, ok := gates[r.Get("gate")]
	if !ok {
		return entry{}, fmt.Errorf("unknown gate %q", r.Get("gate"))
	}
	n, err := strconv.Atoi(r.Get("month"))
	if err != nil || n < 1 || n > 12 {
		return entry{}, fmt.Errorf("month %q is not 1 to 12", r.Get("month"))
	}
	return entry{class: monthWord, n: n, gate: g, hijri: r.Get("calendar") == "hijri"}, nil
}

func readWeekday(r lexicon.Row) (entry, error) {
	n, err := strconv.Atoi(r.Get("weekday"))
	if err != nil || n < 1 || n > 7 {
		return entry{}, fmt.Errorf("weekday %q is not 1 to 7", r.Get("weekday"))
	}
	return entry{class: weekdayWord, n: n}, nil
}

func readPart(r lexicon.Row) (entry, error) {
	e := entry{class: partWord, part: r.Get("part")}
	if r.Get("behind") == "yes" {
		e.n = standsBehind
	}
	return e, nil
}

func readWord(r lexicon.Row) (entry, error) {
	c, ok := classes[r.Get("class")]
	if !ok {
		return entry{}, fmt.Errorf("unknown class %q", r.Get("class"))
	}
	value := r.Get("value")
	switch c {
	case unitWord:
		return readUnit(value)
	case edgeWord:
		return named(c, value, "start", "first", "middle", "end", "final")
	case eraWord:
		return named(c, value, "gregorian", "hijri")
	}
	if value == "" {
		return entry{class: c}, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return entry{}, fmt.Errorf("value %q is no number", value)
	}
	return entry{class: c, n: n}, nil
}

func named(c class, value string, names ...string) (entry, error) {
	for i, name := range names {
		if name == value {
			return entry{class: c, n: i}, nil
		}
	}
	return entry{}, fmt.Errorf("unknown value %q", value)
}

func readUnit(value string) (entry, error) {
	name, count, _ := strings.Cut(value, ":")
	n, err := strconv.Atoi(count)
	if err != nil {
		return entry{}, fmt.Errorf("unit %q has no grammatical number", value)
	}
	for p, s := range precisions {
		if s == name {
			return entry{class: unitWord, unit: precision(p), count: n}, nil
		}
	}
	return entry{}, fmt.Errorf("unknown unit %q", value)
}
