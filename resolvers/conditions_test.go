package resolvers

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// sparse is an article of which little is known, and a claim that tells little.
func sparse(t *testing.T) *graph.Delta {
	a := newArticle(t, "sparse", "", "", "انفجرت عبوة. سمع الراصد ذلك.")
	a.doc.Title, a.doc.URL = "", ""
	a.add(graph.Claim{Type: schema.Attack, Phase: schema.Gain, Sources: []graph.Arg{a.role("source/watcher", schema.Media, "الراصد")}}, "انفجرت", "انفجرت عبوة.")
	d := a.delta()
	d.Entities[0].Class = "8"
	return d
}

// TestConditions asks each kind of condition of records that have what it is about, and of such that have not.
func TestConditions(t *testing.T) {
	s := schemaOf(t, storeOf(t, append(battle(t), sparse(t))...), Options{})
	for query, want := range map[string]float64{
		`documents`: 4,
		`documents(filter: {outlet: {exists: false}})`:                       1,
		`documents(filter: {outlet: {exists: true}})`:                        3,
		`documents(filter: {outlet: {contains: "لة ب"}})`:                    1,
		`documents(filter: {outlet: {startsWith: "وكالة"}})`:                 3,
		`documents(filter: {key: {contains: "ir"}})`:                         2,
		`documents(filter: {key: {startsWith: "s"}})`:                        2,
		`documents(filter: {key: {exists: false}})`:                          0,
		`documents(filter: {url: {startsWith: "https://news.example/"}})`:    3,
		`documents(filter: {url: {exists: false}})`:                          1,
		`documents(filter: {url: {in: ["https://news.example/first"]}})`:     1,
		`documents(filter: {url: {in: []}})`:                                 0,
		`documents(filter: {published: {exists: false}})`:                    1,
		`documents(filter: {published: {in: ["2018-10-22", "2018-10-24"]}})`: 2,
		`documents(filter: {published: {in: []}})`:                           0,
		`documents(filter: {published: {between: {from: "2018-10-23"}}})`:    2,
		`documents(filter: {title: {eq: "عنوان first"}})`:                    1,
		`documents(filter: {title: {eq: "عنوان"}})`:                          0,
		`documents(filter: {title: {exists: false}})`:                        1,
		`documents(filter: {title: {contains: "عنوان"}})`:                    3,
		`documents(filter: {text: {startsWith: "نفت قسد"}})`:                 1,
		`documents(filter: {text: {startsWith: "قسد"}})`:                     0,
		`documents(filter: {text: {eq: "انفجرت عبوه سمع الراصد ذلك"}})`:      1,
		`documents(filter: {text: {in: ["انفجرت عبوة", "عنوان third"]}})`:    1,
		`documents(filter: {text: {exists: true}})`:                          4,
		`claims`: 7,
		`claims(filter: {outlet: {exists: false}})`:                          1,
		`claims(filter: {outlet: {contains: "ب"}})`:                          2,
		`claims(filter: {published: {exists: false}})`:                       1,
		`claims(filter: {published: {in: ["2018-10-23"]}})`:                  2,
		`claims(filter: {published: {between: {to: "2018-10-22"}}})`:         2,
		`claims(filter: {occurred: {exists: false}})`:                        3,
		`claims(filter: {occurred: {exists: true}})`:                         4,
		`claims(filter: {occurred: {in: ["2018-10-20", "2018-10-21"]}})`:     4,
		`claims(filter: {mode: {exists: true}})`:                             1,
		`claims(filter: {mode: {exists: false}})`:                            6,
		`claims(filter: {phase: {exists: true}})`:                            1,
		`claims(filter: {certainty: {exists: true}})`:                        1,
		`claims(filter: {status: {exists: true}})`:                           7,
		`claims(filter: {status: {exists: false}})`:                          0,
		`claims(filter: {type: {exists: false}})`:                            0,
		`claims(filter: {text: {startsWith: "وسقط اربعة"}})`:                 1,
		`claims(filter: {text: {eq: "انفجرت عبوة"}})`:                        1,
		`claims(filter: {text: {exists: false}})`:                            0,
		`claims(filter: {agents: {exists: false}})`:                          3,
		`claims(filter: {agents: {exists: true}})`:                           4,
		`claims(filter: {agents: {some: {kind: {eq: ARMED_GROUP}}}})`:        3,
		`claims(filter: {patients: {every: {key: {startsWith: "actor/"}}}})`: 6,
		`claims(filter: {sources: {some: {key: {eq: "actor/sdf"}}}})`:        1,
		`claims(filter: {sources: {none: {}}})`:                              3,
		`claims(filter: {places: {some: {name: {contains: "حقل"}}}})`:        5,
		`claims(filter: {relations: {exists: false}})`:                       1,
		`claims(filter: {participants: {exists: false}})`:                    0,
		`entities(filter: {class: {exists: true}})`:                          1,
		`entities(filter: {class: {in: ["8"]}})`:                             1,
		`entities(filter: {key: {startsWith: "source/"}})`:                   2,
		`entities(filter: {key: {contains: "omar"}})`:                        3,
		`entities(filter: {name: {eq: "العمر"}})`:                            2,
		`entities(filter: {name: {in: ["الراصد", "قسد"]}})`:                  2,
		`entities(filter: {name: {in: []}})`:                                 0,
		`entities(filter: {name: {exists: false}})`:                          0,
		`entities(filter: {name: {startsWith: "الع"}})`:                      2,
		`entities(filter: {kind: {exists: true}, claims: {exists: false}})`:  2,
		`entities(filter: {relations: {exists: true, none: {predicate: {eq: PART_OF}}}, kind: {in: [SETTLEMENT, ARMED_GROUP]}})`: 2,
		`relations(filter: {supporting: {exists: true}})`:                                                                        -1,
		`relations(filter: {supporting: {exists: false}, denying: {exists: false}})`:                                             0,
		`relations(filter: {predicate: {exists: false}})`:                                                                        0,
		`events(filter: {certainty: {exists: true}})`:                                                                            1,
		`events(filter: {agents: {exists: false}})`:                                                                              2,
		`events(filter: {outlet: {exists: false}})`:                                                                              1,
		`events(filter: {published: {exists: false}})`:                                                                           1,
		`sources(filter: {class: {exists: true}})`:                                                                               1,
	} {
		got := at(t, ask(t, s, `{ list: `+query+` { totalCount } }`, nil), "list", "totalCount")
		if want >= 0 && got != want || want < 0 && got == 0.0 {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

// TestSupportExists: a relation that is only denied has no claim that supports it.
func TestSupportExists(t *testing.T) {
	third := battle(t)[2:]
	s := schemaOf(t, storeOf(t, third...), Options{})
	count := func(filter string) float64 {
		return at(t, ask(t, s, `{ relations(filter: `+filter+`) { totalCount } }`, nil), "relations", "totalCount").(float64)
	}
	denied := count(`{supporting: {exists: false}}`)
	if denied == 0 || denied != count(`{supporting: {none: {}}}`) {
		t.Errorf("%v relations without support", denied)
	}
	if all, supported := count(`{}`), count(`{supporting: {some: {}}}`); supported != all-denied || supported == 0 || supported != count(`{supporting: {exists: true}}`) {
		t.Errorf("%v of %v relations with support, %v without", supported, all, denied)
	}
}

func TestConditionsThatAreRefused(t *testing.T) {
	s := schemaOf(t, storeOf(t, battle(t)...), Options{})
	for _, query := range []string{
		`documents(filter: {outlet: {contains: ""}})`,
		`documents(filter: {key: {startsWith: ""}})`,
		`documents(filter: {title: {in: ["عنوان", "«»"]}})`,
		`claims(filter: {text: {startsWith: "…"}})`,
		`entities(filter: {name: {eq: "!"}})`,
		`claims(filter: {occurred: {in: ["2018-02-30"]}})`,
		`claims(filter: {published: {between: {from: "2018-02-02", to: "2018-02-01"}}})`,
		`claims(filter: {mode: {exists: true, eq: GROUND}})`,
	} {
		r := s.Exec(context.Background(), `{ list: `+query+` { totalCount } }`, "", nil)
		if len(r.Errors) != 1 || r.Errors[0].Code() != CodeBadInput && r.Errors[0].Code() != CodeInvalid {
			t.Errorf("%s: %+v", query, r.Errors)
		}
	}
}

// TestConditionsCost: what takes a look at every record is charged for each.
func TestConditionsCost(t *testing.T) {
	store := storeOf(t, chronicle(t, 3000)...)
	for query, dear := range map[string]bool{
		`documents(first: 1, filter: {url: {contains: "none"}})`:                true,
		`documents(first: 1, filter: {key: {eq: "none"}})`:                      false,
		`claims(first: 1, filter: {sources: {exists: false}})`:                  true,
		`claims(first: 1, filter: {outlet: {startsWith: "none"}})`:              true,
		`entities(first: 1, filter: {name: {eq: "بلدة 1"}})`:                    false,
		`claims(first: 1, filter: {occurred: {exists: false}})`:                 true,
		`entities(first: 1, filter: {class: {exists: true}, key: {in: ["x"]}})`: false,
	} {
		r := schemaOf(t, store, Options{MaxCost: 20}).Exec(context.Background(), `{ list: `+query+` { nodes { id } } }`, "", nil)
		if refused := len(r.Errors) > 0 && r.Errors[0].Code() == CodeTooCostly; refused != dear {
			t.Errorf("%s: %+v", query, r.Errors)
		}
	}
}

// TestConditionsAreUniform: what is alike in the schema takes the same conditions everywhere.
func TestConditionsAreUniform(t *testing.T) {
	doc, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		t.Fatal(err)
	}
	text := []string{"eq", "in", "contains", "startsWith", "exists"}
	fields := func(d *ast.Definition) (names []string) {
		for _, f := range d.Fields {
			names = append(names, f.Name)
		}
		slices.Sort(names)
		return names
	}
	conditions := 0
	for _, d := range doc.Definitions {
		if d.Kind != ast.InputObject || !strings.HasSuffix(d.Name, "Condition") {
			continue
		}
		conditions++
		want := []string{"eq", "in", "exists"}
		switch d.Name {
		case "StringCondition", "NameCondition", "TextCondition":
			want = text
		case "DayCondition":
			want = []string{"eq", "in", "between", "exists"}
		case "ClaimsCondition", "RelationsCondition", "EntitiesCondition":
			want = []string{"some", "none", "every", "exists"}
		}
		slices.Sort(want)
		if got := fields(d); !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", d.Name, got, want)
		}
	}
	if conditions < 15 {
		t.Errorf("%d conditions", conditions)
	}
	scalar := regexp.MustCompile(`^(String|Day|[A-Z]\w*Kind)$`)
	for _, name := range []string{"EntityFilter", "RelationFilter", "ClaimFilter", "EventFilter", "DocumentFilter"} {
		for _, f := range doc.Definitions.ForName(name).Fields {
			if scalar.MatchString(f.Type.Name()) && f.Name != "knownBy" {
				t.Errorf("%s.%s is a %s without a condition", name, f.Name, f.Type.Name())
			}
		}
	}
}
