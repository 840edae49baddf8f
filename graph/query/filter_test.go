package query

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// TestClaimFilters compares each condition, and some together, with a look at every claim.
func TestClaimFilters(t *testing.T) {
	docs := map[graph.ID]*graph.Document{}
	for _, d := range generated {
		docs[d.Document.ID] = d.Document
	}
	some := generated[0].Claims
	agent, patient := firstArg(some, schema.Agent), firstArg(some, schema.Patient)
	place, source := firstArg(some, schema.Place), firstArg(some, schema.Source)
	word := strings.Fields(generated[1].Document.Text)[3]
	has := func(role schema.Role, ids ...graph.ID) func(*graph.Claim) bool {
		return func(c *graph.Claim) bool {
			return slices.ContainsFunc(c.Args(role), func(a graph.Arg) bool { return slices.Contains(ids, a.Entity) })
		}
	}
	over(t, generated, func(t *testing.T, r graph.Reader) {
		inside := must[[]graph.ID](t)(Within(t.Context(), r, []graph.ID{place}))
		for name, c := range map[string]struct {
			filter ClaimFilter
			want   func(*graph.Claim) bool
		}{
			"all":  {ClaimFilter{}, func(*graph.Claim) bool { return true }},
			"none": {ClaimFilter{Agents: []graph.ID{}}, func(*graph.Claim) bool { return false }},
			"types": {ClaimFilter{Types: []schema.Type{schema.Attack, schema.Kill}}, func(c *graph.Claim) bool {
				return c.Type == schema.Attack || c.Type == schema.Kill
			}},
			"statuses": {ClaimFilter{Statuses: []schema.Status{schema.Denied}}, func(c *graph.Claim) bool { return c.Status == schema.Denied }},
			"agents":   {ClaimFilter{Agents: []graph.ID{agent}}, has(schema.Agent, agent)},
			"patients": {ClaimFilter{Patients: []graph.ID{patient}}, has(schema.Patient, patient)},
			"places":   {ClaimFilter{Places: []graph.ID{place}}, has(schema.Place, inside...)},
			"sources":  {ClaimFilter{Sources: []graph.ID{source}}, has(schema.Source, source)},
			"anybody": {ClaimFilter{Participants: []graph.ID{agent, source}}, func(c *graph.Claim) bool {
				return slices.ContainsFunc(schema.Roles, func(role schema.Role) bool { return has(role, agent, source)(c) })
			}},
			"agent and status": {ClaimFilter{Agents: []graph.ID{agent}, Statuses: []schema.Status{schema.Happened}}, func(c *graph.Claim) bool {
				return c.Status == schema.Happened && has(schema.Agent, agent)(c)
			}},
			"agent and document": {ClaimFilter{Agents: []graph.ID{agent}, Documents: []graph.ID{some[0].Doc}}, func(c *graph.Claim) bool {
				return c.Doc == some[0].Doc && has(schema.Agent, agent)(c)
			}},
			"ids": {ClaimFilter{IDs: claimIDs(some)}, func(c *graph.Claim) bool { return c.Doc == some[0].Doc }},
			"outlets": {ClaimFilter{Outlets: []string{"outlet-a", ""}}, func(c *graph.Claim) bool {
				return docs[c.Doc].Outlet == "outlet-a" || docs[c.Doc].Outlet == ""
			}},
			"known by": {ClaimFilter{KnownBy: "2018-06-30"}, func(c *graph.Claim) bool {
				return docs[c.Doc].Published != "" && docs[c.Doc].Published <= "2018-06-30"
			}},
			"text": {ClaimFilter{Text: word}, func(c *graph.Claim) bool {
				s := c.Evidence.Sentence
				return strings.Contains(graph.FoldName(docs[c.Doc].Text[s.Start:s.End]), graph.FoldName(word))
			}},
			"days": {ClaimFilter{From: "2018-03-01", To: "2018-05-31"}, func(c *graph.Claim) bool {
				from, to := c.Period.From, c.Period.To
				return from != "" && from <= "2018-05-31" && (to == "" || to >= "2018-03-01")
			}},
		} {
			got := claimIDs(everything(t, AllClaims(t.Context(), r, c.filter)))
			var want []graph.ID
			for _, claim := range everything(t, r.AllClaims(t.Context(), graph.ID{})) {
				if c.want(claim) {
					want = append(want, claim.ID)
				}
			}
			if !slices.Equal(got, want) || len(want) == 0 && name != "none" {
				t.Errorf("%s: %d claims, want %d", name, len(got), len(want))
			}
			if n, err := CountClaims(t.Context(), r, c.filter); err != nil || n != len(want) {
				t.Errorf("%s: counts %d (error %v), want %d", name, n, err, len(want))
			}
		}
	})
}

func firstArg(claims []*graph.Claim, role schema.Role) graph.ID {
	for _, c := range claims {
		if args := c.Args(role); len(args) > 0 {
			return args[0].Entity
		}
	}
	panic("no claim with a " + role)
}

func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		from, to, lower, upper graph.Day
		want                   bool
	}{
		{"", "", "", "", true},
		{"", "", "2018-01-01", "", false}, // an unknown date is never within
		{"2018-01-05", "2018-01-07", "2018-01-07", "2018-01-09", true},
		{"2018-01-05", "2018-01-07", "2018-01-08", "2018-01-09", false},
		{"2018-01-05", "2018-01-07", "2018-01-01", "2018-01-05", true},
		{"2018-01-05", "2018-01-07", "2018-01-01", "2018-01-04", false},
		{"2018-01-05", "", "2018-06-01", "", true}, // since
		{"2018-01-05", "", "", "2018-01-04", false},
		{"", "2018-01-05", "", "2018-01-01", true}, // until
		{"", "2018-01-05", "2018-01-06", "", false},
	} {
		if got := overlaps(c.from, c.to, c.lower, c.upper); got != c.want {
			t.Errorf("[%s, %s] in [%s, %s]: %v", c.from, c.to, c.lower, c.upper, got)
		}
	}
}

func TestTextBridgesSpellings(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for text, want := range map[string]int{"الوادى": 3, "البعيده": 1, "قصف": 2, "💥": 0, "لا شيء": 0} {
			if got := everything(t, AllClaims(t.Context(), r, ClaimFilter{Text: text})); len(got) != want {
				t.Errorf("%s: %v, want %d", text, told(got), want)
			}
		}
	})
}

// relationNames writes relations as «subject predicate object».
func relationNames(t *testing.T, r graph.Reader, relations []*graph.Relation) []string {
	t.Helper()
	names := []string{}
	for _, rel := range relations {
		ends := must[[]*graph.Entity](t)(r.Entities(t.Context(), []graph.ID{rel.Subject, rel.Object}))
		names = append(names, ends[0].Key+" "+string(rel.Predicate)+" "+ends[1].Key)
	}
	slices.Sort(names)
	return names
}

func TestRelationFilters(t *testing.T) {
	one := func(e *graph.Entity) []graph.ID { return []graph.ID{e.ID} }
	attacked := []schema.Predicate{schema.Attacked}
	docs := smallWorld()
	over(t, docs, func(t *testing.T, r graph.Reader) {
		clash := must[[]*graph.Relation](t)(r.Relations(t.Context(), []graph.ID{graph.RelationID(schema.ClashedWith, reds.ID, blues.ID)}))
		clashName := relationNames(t, r, clash)[0]
		for name, c := range map[string]struct {
			filter RelationFilter
			want   []string
		}{
			"subject":           {RelationFilter{Subjects: one(reds), Predicates: attacked}, []string{"actor/reds attacked actor/blues", "actor/reds attacked place/town"}},
			"object":            {RelationFilter{Objects: one(greens)}, []string{"actor/blues attacked actor/greens"}},
			"object, supported": {RelationFilter{Objects: one(greens), MinSources: 1}, []string{}},
			"either":            {RelationFilter{Either: one(town), Predicates: []schema.Predicate{schema.PredPartOf}}, []string{"place/town part-of place/province"}},
			"symmetric":         {RelationFilter{Subjects: one(blues), Predicates: []schema.Predicate{schema.ClashedWith}}, []string{clashName}},
			"symmetric, other end": {RelationFilter{Subjects: one(reds), Objects: one(blues), Predicates: []schema.Predicate{schema.ClashedWith}},
				[]string{clashName}},
			"two sources":   {RelationFilter{MinSources: 2}, []string{"actor/reds attacked actor/blues"}},
			"two documents": {RelationFilter{MinDocuments: 2, Either: one(blues)}, []string{"actor/reds attacked actor/blues"}},
			"by day": {RelationFilter{Predicates: []schema.Predicate{schema.Attacked, schema.Controls}, Claims: ClaimFilter{From: "2018-03-02"}},
				[]string{"actor/reds controls place/village"}},
			"by source":   {RelationFilter{Claims: ClaimFilter{Sources: one(monitor)}}, []string{"actor/reds attacked actor/blues", "actor/reds attacked place/town"}},
			"by denier":   {RelationFilter{Claims: ClaimFilter{Sources: one(blues)}}, []string{}},
			"by document": {RelationFilter{Claims: ClaimFilter{Documents: []graph.ID{docs[1].Document.ID}, Types: []schema.Type{schema.Meet}}}, relationNames(t, r, must[[]*graph.Relation](t)(r.Relations(t.Context(), []graph.ID{graph.RelationID(schema.MetWith, blues.ID, far.ID)})))},
			"by ids":      {RelationFilter{IDs: []graph.ID{graph.RelationID(schema.PredPartOf, town.ID, province.ID), graph.EntityID("x")}}, []string{"place/town part-of place/province"}},
			"nothing":     {RelationFilter{Predicates: []schema.Predicate{}}, []string{}},
		} {
			got := relationNames(t, r, everything(t, AllRelations(t.Context(), r, c.filter)))
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	})
}

// TestRelationFiltersAgreeWithAScan looks at random content: what an index answers, a scan must answer.
func TestRelationFiltersAgreeWithAScan(t *testing.T) {
	agent := firstArg(generated[0].Claims, schema.Agent)
	over(t, generated, func(t *testing.T, r graph.Reader) {
		all := everything(t, r.AllRelations(t.Context(), graph.ID{}))
		byAgent := map[graph.ID]bool{}
		for _, c := range everything(t, AllClaims(t.Context(), r, ClaimFilter{Agents: []graph.ID{agent}})) {
			byAgent[c.ID] = true
		}
		for name, c := range map[string]struct {
			filter RelationFilter
			want   func(*graph.Relation) bool
		}{
			"either":  {RelationFilter{Either: []graph.ID{agent}}, func(r *graph.Relation) bool { return r.Subject == agent || r.Object == agent }},
			"sources": {RelationFilter{MinSources: 2}, func(r *graph.Relation) bool { return r.Sources >= 2 }},
			"claims by agent": {RelationFilter{Claims: ClaimFilter{Agents: []graph.ID{agent}}}, func(r *graph.Relation) bool {
				return slices.ContainsFunc(r.Supporting, func(id graph.ID) bool { return byAgent[id] })
			}},
		} {
			want := slices.DeleteFunc(slices.Clone(all), func(rel *graph.Relation) bool { return !c.want(rel) })
			got := everything(t, AllRelations(t.Context(), r, c.filter))
			id := func(rel *graph.Relation) graph.ID { return rel.ID }
			if !slices.Equal(mapped(got, id), mapped(want, id)) || len(want) == 0 {
				t.Errorf("%s: %d relations, want %d", name, len(got), len(want))
			}
			if n, err := CountRelations(t.Context(), r, c.filter); err != nil || n != len(want) {
				t.Errorf("%s: counts %d (error %v), want %d", name, n, err, len(want))
			}
		}
	})
}

func mapped[T any](items []*T, fn func(*T) graph.ID) []graph.ID {
	out := []graph.ID{}
	for _, item := range items {
		out = append(out, fn(item))
	}
	return out
}

func TestEntityFilters(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for name, c := range map[string]struct {
			filter EntityFilter
			want   []string
		}{
			"keys":                       {EntityFilter{Keys: []string{"actor/reds", "actor/none"}}, []string{"actor/reds"}},
			"kinds":                      {EntityFilter{Kinds: []schema.Kind{schema.Settlement}}, []string{"place/town", "place/village"}},
			"contains":                   {EntityFilter{NameContains: "وادى"}, []string{"place/quarter", "place/town"}},
			"contains punctuation alone": {EntityFilter{NameContains: "«»"}, []string{}},
			"prefix":                     {EntityFilter{NamePrefix: "كتائب ال"}, []string{"actor/reds"}},
			"prefix of nothing":          {EntityFilter{NamePrefix: "«"}, []string{}},
			"within":                     {EntityFilter{Within: []graph.ID{province.ID}}, []string{"place/province", "place/quarter", "place/town"}},
			"within, kind":               {EntityFilter{Within: []graph.ID{town.ID}, Kinds: []schema.Kind{schema.Neighbourhood}}, []string{"place/quarter"}},
			"located":                    {EntityFilter{Located: true}, []string{}},
			"nothing":                    {EntityFilter{Keys: []string{}}, []string{}},
			"class of none":              {EntityFilter{Classes: []string{"1"}}, []string{}},
		} {
			if got := entityKeys(everything(t, AllEntities(t.Context(), r, c.filter))); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	})
}

func TestDocumentFilters(t *testing.T) {
	docs := smallWorld()
	over(t, docs, func(t *testing.T, r graph.Reader) {
		for name, c := range map[string]struct {
			filter DocumentFilter
			want   string
		}{
			"all":               {DocumentFilter{}, "abc"},
			"keys":              {DocumentFilter{Keys: []string{"a", "none", "c"}}, "ac"},
			"ids":               {DocumentFilter{IDs: []graph.ID{docs[1].Document.ID}}, "b"},
			"outlet":            {DocumentFilter{Outlets: []string{"one"}}, "a"},
			"no outlet":         {DocumentFilter{Outlets: []string{""}}, "c"},
			"published from":    {DocumentFilter{PublishedFrom: "2018-03-02"}, "ab"},
			"published to":      {DocumentFilter{PublishedTo: "2018-03-02"}, "a"},
			"published between": {DocumentFilter{PublishedFrom: "2018-03-03", PublishedTo: "2018-04-01"}, "b"},
			"text":              {DocumentFilter{Text: "البعيده"}, "b"},
			"title":             {DocumentFilter{Text: "عنوان c"}, "c"},
			"text and key":      {DocumentFilter{Text: "الزرق", Keys: []string{"b", "c"}}, "bc"},
			"nothing":           {DocumentFilter{Outlets: []string{}}, ""},
		} {
			var keys []string
			for _, d := range everything(t, AllDocuments(t.Context(), r, c.filter)) {
				if keys = append(keys, d.Key); d.Text != "" {
					t.Errorf("%s: document %s with its text", name, d.Key)
				}
			}
			slices.Sort(keys)
			if got := strings.Join(keys, ""); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
			if n, err := CountDocuments(t.Context(), r, c.filter); err != nil || n != len(c.want) {
				t.Errorf("%s: counts %d (error %v), want %d", name, n, err, len(c.want))
			}
		}
	})
}

func TestSources(t *testing.T) {
	over(t, smallWorld(), func(t *testing.T, r graph.Reader) {
		for name, c := range map[string]struct {
			filter EntityFilter
			want   map[string]int
		}{
			"all":   {EntityFilter{}, map[string]int{"media/monitor": 1, "actor/blues": 1}},
			"media": {EntityFilter{Kinds: []schema.Kind{schema.Media}}, map[string]int{"media/monitor": 1}},
			"keys":  {EntityFilter{Keys: []string{"actor/reds", "actor/blues"}}, map[string]int{"actor/blues": 1}},
		} {
			list := must[List[Source]](t)(SelectSources(t.Context(), r, c.filter, Page{First: 10}))
			for _, s := range list.Items {
				if c.want[s.Entity.Key] != s.Claims {
					t.Errorf("%s: %s has %d claims, want %d", name, s.Entity.Key, s.Claims, c.want[s.Entity.Key])
				}
			}
			if n, err := CountSources(t.Context(), r, c.filter); err != nil || n != len(c.want) || len(list.Items) != n {
				t.Errorf("%s: %d sources, counts %d (error %v), want %d", name, len(list.Items), n, err, len(c.want))
			}
		}
	})
}
