package graph

import (
	"fmt"
	"strconv"
	"time"
)

// Day is a calendar day as YYYY-MM-DD. The empty Day is unknown. Days compare as strings.
type Day string

// ParseDay reads YYYY-MM-DD; the empty text gives the unknown Day.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%w: day %q, want YYYY-MM-DD", ErrInvalid, s)
	}
	return Day(s), nil
}

// Time returns midnight UTC of d, and whether d is known and well formed.
func (d Day) Time() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}

// AddDays returns d moved by n days; the unknown Day stays unknown.
func (d Day) AddDays(n int) Day {
	t, ok := d.Time()
	if !ok {
		return d
	}
	return Day(t.AddDate(0, 0, n).Format(time.DateOnly))
}

func itoa(n int) string { return strconv.Itoa(n) }
