package temporal

// Anchor returns the day on which an article says that it was written, given all expressions found in
// it with its publication date. That is published, unless two or more «yesterday» and «today» that also
// name their weekday contradict it, all by as much: papers print a day late, and collectors stamp
// later still. One alone may come from a report that the article quotes. Where the result differs, Find
// is to be called again with it.
func Anchor(found []Expr, published string) string {
	pub, ok := parseDay(published)
	var off day
	n := 0
	for _, e := range found {
		switch {
		case !e.checked:
		case e.off == 0 || off != 0 && off != e.off:
			return published
		default:
			off = e.off
			n++
		}
	}
	if !ok || n < 2 {
		return published
	}
	return (pub + off).String()
}

// Within reports whether an ISO day is published, or one of the n days after it.
func Within(published, iso string, n int) bool {
	a, ok := parsePublished(published)
	b, known := parsePublished(iso)
	return ok && known && a <= b && b <= a+day(n)
}

// Shift returns the ISO day n days from another, "" where that is none.
func Shift(iso string, n int) string {
	d, ok := parsePublished(iso)
	if !ok {
		return ""
	}
	return (d + day(n)).String()
}
