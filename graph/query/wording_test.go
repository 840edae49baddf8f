package query

import (
	"reflect"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// TestConditionsLeaveNothingOut sets each field of a filter in turn: an event is asked for it, too.
func TestConditionsLeaveNothingOut(t *testing.T) {
	fields := reflect.TypeFor[ClaimFilter]()
	for i := range fields.NumField() {
		var f ClaimFilter
		v := reflect.ValueOf(&f).Elem().Field(i)
		setSome(v)
		all := f.conditions()
		if fields.Field(i).Name == "Logic" {
			continue // And, Or and Not are one condition each
		}
		if len(all) != 1 || !reflect.DeepEqual(all[0], f) {
			t.Errorf("%s: %+v", fields.Field(i).Name, all)
		}
	}
}

// setSome makes v something else than its zero value.
func setSome(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.Struct:
		setSome(v.Field(0))
	}
}

func TestWordings(t *testing.T) {
	yes, no := true, false
	for _, test := range []struct {
		w    Wording
		text string
		want bool
	}{
		{Wording{}, "", true}, {Wording{}, "كلمة", true},
		{Wording{Is: []string{}}, "", false}, {Wording{Is: []string{"الكلمه"}}, "الكلمة", true}, {Wording{Is: []string{"…"}}, "", false},
		{Wording{Contains: "كلمه"}, "الكلمة", true}, {Wording{Contains: "…"}, "الكلمة …", false},
		{Wording{Prefix: "الكلمه"}, "الكلمةُ الأولى", true}, {Wording{Prefix: "اولى"}, "الكلمة الأولى", false},
		{Wording{Exists: &yes}, "«»", false}, {Wording{Exists: &no}, "«»", true}, {Wording{Exists: &no}, "أ", false},
	} {
		if got := test.w.folded().holds(graph.FoldName(test.text)); got != test.want {
			t.Errorf("%+v of «%s»: %v", test.w, test.text, got)
		}
	}
	none := Wording{Exists: &no}
	if none.among("a", "") || !none.among("", "") || !none.among() || (Wording{Exists: &yes}).among() || !(Wording{Exists: &yes}).among("", "a") {
		t.Error("of several texts")
	}
}

func TestDays(t *testing.T) {
	yes, no := true, false
	for _, test := range []struct {
		d        Days
		from, to graph.Day
		want     bool
	}{
		{Days{}, "", "", true}, {Days{Known: &no}, "", "", true}, {Days{Known: &yes}, "", "2018-01-02", true}, {Days{Known: &no}, "2018-01-02", "", false},
		{Days{In: []graph.Day{"2018-01-01", "2018-01-05"}}, "2018-01-04", "2018-01-06", true}, {Days{In: []graph.Day{"2018-01-01", "2018-01-07"}}, "2018-01-04", "2018-01-06", false},
		{Days{In: []graph.Day{"2018-01-01"}}, "", "", false}, {Days{In: []graph.Day{}}, "2018-01-01", "2018-01-01", false},
		{Days{From: "2018-01-01"}, "", "", false}, {Days{From: "2018-01-01"}, "2017-01-01", "", true}, {Days{To: "2018-01-01"}, "2018-01-02", "2018-01-02", false},
	} {
		if got := test.d.hold(test.from, test.to); got != test.want {
			t.Errorf("%+v of %s to %s: %v", test.d, test.from, test.to, got)
		}
	}
}
