package temporal

import "time"

// day counts days from 1 January 1970.
type day int

func dayOf(y, m, d int) day {
	return day(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// validDay returns the day with that date, and whether there is such a date.
func validDay(y, m, d int) (day, bool) {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	n := dayOf(y, m, d)
	_, gotMonth, _ := n.date()
	return n, gotMonth == m
}

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d day) date() (y, m, dd int) {
	year, month, mday := d.time().Date()
	return year, int(month), mday
}

func (d day) String() string { return d.time().Format(time.DateOnly) }

// weekday returns 1 for Monday to 7 for Sunday.
func (d day) weekday() int { return ((int(d)+3)%7+7)%7 + 1 }

// onOrBefore returns the last day on or before d that is that weekday.
func (d day) onOrBefore(weekday int) day { return d - day((d.weekday()-weekday+7)%7) }

// addMonths moves d by n months; a day that the month lacks becomes its last.
func (d day) addMonths(n int) day {
	y, m, dd := d.date()
	_, last := monthSpan(y, m+n)
	_, _, length := last.date()
	return last - day(length-min(dd, length))
}

func monthSpan(y, m int) (from, to day) { return dayOf(y, m, 1), dayOf(y, m+1, 1) - 1 }

func yearSpan(y int) (from, to day) { return dayOf(y, 1, 1), dayOf(y, 12, 31) }

func parseDay(iso string) (day, bool) {
	t, err := time.Parse(time.DateOnly, iso)
	return day(t.Unix() / 86400), err == nil
}

// parsePublished is parseDay for days of which a newspaper can be.
func parsePublished(iso string) (day, bool) {
	d, ok := parseDay(iso)
	if y, _, _ := d.date(); !ok || y < firstYear || y > lastYear {
		return 0, false
	}
	return d, true
}

// hijriEpoch is the day before 1 Muharram of the year 1 in the civil tabular calendar (16 July 622, Julian).
const hijriEpoch day = -492149

// hijriDay returns the day of a date of the tabular Islamic calendar, in which odd months have 30 days,
// even ones 29, and eleven years in thirty one day more. It may be a day off the sighted calendar.
func hijriDay(y, m, d int) day {
	months := (59*(m-1) + 1) / 2
	return hijriEpoch + day((y-1)*354+(3+11*y)/30+months+d)
}

// hijriDate is the inverse of hijriDay.
func hijriDate(n day) (y, m, d int) {
	y = int(n-hijriEpoch)*30/10631 + 1
	for hijriDay(y, 1, 1) > n {
		y--
	}
	for hijriDay(y+1, 1, 1) <= n {
		y++
	}
	m = 12
	for m > 1 && hijriDay(y, m, 1) > n {
		m--
	}
	return y, m, int(n-hijriDay(y, m, 1)) + 1
}

func hijriMonthSpan(y, m int) (from, to day) {
	if m == 12 {
		return hijriDay(y, 12, 1), hijriDay(y+1, 1, 1) - 1
	}
	return hijriDay(y, m, 1), hijriDay(y, m+1, 1) - 1
}
