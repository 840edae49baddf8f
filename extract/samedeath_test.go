package extract

import (
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

// TestSameDeath: nobody dies twice, alone or with the group that he is of; a toll that he is one of is not his death.
func TestSameDeath(t *testing.T) {
	leader, other := &entity{kind: schema.Person}, &entity{kind: schema.Person}
	group, people := &entity{kind: schema.ArmedGroup}, &entity{kind: schema.Civilians}
	death := func(fell int, who ...*entity) *occurrence {
		o := &occurrence{typ: schema.Kill, status: schema.Happened}
		for _, e := range who {
			o.patients = append(o.patients, arg{entity: e})
		}
		if fell > 0 {
			o.tally = &Tally{Min: fell, Max: fell}
		}
		return o
	}
	for _, c := range []struct {
		name string
		a, b *occurrence
		want bool
	}{
		{"alone twice", death(0, leader), death(0, leader), true},
		{"with the group", death(0, leader, group), death(1, leader), true},
		{"with the group, in another order", death(0, leader, group), death(1, group, leader), true},
		{"two persons", death(0, leader), death(0, other), false},
		{"the group alone", death(0, leader, group), death(0, group), false},
		{"others beside the group", death(0, leader, group), death(0, leader, people), false},
		{"a toll", death(14, leader, people), death(0, leader), false},
	} {
		if got := (&cluster{head: c.a}).sameDeath(c.b); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
