package extract

import "slices"

// vector collects the features of one example, in the order in which the code tells them. The same code
// names them: every path through it must tell the same features.
type vector struct {
	x     []float32
	names []string
	named bool // names are wanted
}

func (v *vector) put(name string, x float32) {
	v.x = append(v.x, x)
	if v.named {
		v.names = append(v.names, name)
	}
}

// num tells a number, bounded by most on both sides.
func (v *vector) num(name string, n, most int) { v.put(name, float32(min(max(n, -most), most))) }

func (v *vector) flag(name string, ok bool) { v.put(name, float32(b2i(ok))) }

// join returns the name of a feature of something named of. Where no names are wanted it joins nothing:
// strings cost more than all the rest.
func (v *vector) join(name, of string) string {
	if !v.named {
		return name
	}
	return name + "-" + of
}

// part tells a flag of something named of.
func (v *vector) part(name, of string, ok bool) {
	v.flag(v.join(name, of), ok)
}

// count tells a number of something named of.
func (v *vector) count(name, of string, n, most int) {
	v.num(v.join(name, of), n, most)
}

// cat tells which of values holds, by its index; -1 is none.
func (v *vector) cat(name string, values []string, at int) {
	from := len(v.x)
	v.x = slices.Grow(v.x, len(values))[:from+len(values)]
	clear(v.x[from:])
	if v.named {
		for _, s := range values {
			v.names = append(v.names, name+"="+s)
		}
	}
	if at >= 0 && at < len(values) {
		v.x[from+at] = 1
	}
}

// odds tells a probability of something named of.
func (v *vector) odds(name, of string, p float32) {
	v.put(v.join(name, of), p)
}
