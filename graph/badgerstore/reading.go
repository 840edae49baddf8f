package badgerstore

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

// encodeReading writes a delta but for its document.
func encodeReading(d *graph.Delta) []byte {
	e := newEncoder()
	block := func(e *encoder, b []byte) {
		e.count(len(b))
		e.raw(b)
	}
	list(&e, byID(d.Entities), func(e *encoder, v *graph.Entity) {
		e.id(v.ID)
		block(e, encodeEntity(v))
	})
	block(&e, encodeMentions(d.Mentions))
	list(&e, d.Claims, func(e *encoder, c *graph.Claim) {
		e.id(c.ID)
		block(e, encodeClaim(c))
	})
	return e.b
}

func decodeReading(b []byte) (*graph.Delta, error) {
	d := decoder{b: b}
	out := &graph.Delta{}
	out.Entities = items(&d, func(d *decoder) *graph.Entity { return nested(d, decodeEntity) })
	mentions, err := decodeMentions(d.take(d.count(), "mentions"))
	if err != nil && d.err == nil {
		d.err = err
	}
	out.Mentions = mentions
	out.Claims = items(&d, func(d *decoder) *graph.Claim { return nested(d, decodeClaim) })
	if err := d.end(); err != nil {
		return nil, err
	}
	return out, nil
}

// nested takes a record with its id before it.
func nested[T any](d *decoder, decode func(graph.ID, []byte) (*T, error)) *T {
	id := d.id()
	v, err := decode(id, d.take(d.count(), "a record"))
	if err != nil && d.err == nil {
		d.err = err
	}
	return v
}

// Judgements are few and are read by people: their records are JSON.
func encodeAct(j *graph.Judgement) ([]byte, error) {
	b, err := json.Marshal(j)
	if err != nil {
		return nil, fmt.Errorf("write judgement %s: %w", j.ID, err)
	}
	return b, nil
}

func decodeAct(_ graph.ID, b []byte) (*graph.Judgement, error) {
	j := &graph.Judgement{}
	if err := json.Unmarshal(b, j); err != nil {
		return nil, fmt.Errorf("%w: %v", graph.ErrCorrupt, err)
	}
	return j, nil
}

// opCodes are part of the format: a code, once given, stays.
var opCodes = []graph.Op{graph.Added, graph.Changed, graph.Retracted}

func encodeChange(c *graph.Change) []byte {
	e := newEncoder()
	e.flag(!c.Recorded.IsZero())
	if !c.Recorded.IsZero() {
		e.number(int(c.Recorded.UnixNano()))
	}
	list(&e, c.Reasons, func(e *encoder, r graph.Reason) {
		text(e, r.Cause)
		e.id(r.Document)
		e.id(r.Former)
		text(e, r.Key)
		e.id(r.Act)
	})
	for _, touches := range [][]graph.Touch{c.Documents, c.Entities, c.Claims, c.Relations} {
		list(&e, touches, func(e *encoder, t graph.Touch) {
			for code, op := range opCodes {
				if op == t.Op {
					e.count(code)
				}
			}
			e.id(t.ID)
		})
	}
	list(&e, c.Formers, func(e *encoder, f graph.Former) {
		e.id(f.Claim)
		e.id(f.Doc)
		text(e, f.Type)
		text(e, f.Phase)
		text(e, f.From)
		text(e, f.To)
	})
	list(&e, c.Reshaped, (*encoder).id)
	return e.b
}

func decodeChange(number uint64, b []byte) (*graph.Change, error) {
	d := decoder{b: b}
	c := &graph.Change{Number: number}
	if d.flag() {
		c.Recorded = time.Unix(0, int64(d.number())).UTC()
	}
	c.Reasons = items(&d, func(d *decoder) graph.Reason {
		return graph.Reason{Cause: graph.Cause(d.text()), Document: d.id(), Former: d.id(), Key: d.text(), Act: d.id()}
	})
	for _, touches := range []*[]graph.Touch{&c.Documents, &c.Entities, &c.Claims, &c.Relations} {
		*touches = items(&d, decodeTouch)
	}
	c.Formers = items(&d, func(d *decoder) graph.Former {
		return graph.Former{
			Claim: d.id(), Doc: d.id(), Type: schema.Type(d.word()), Phase: schema.Phase(d.word()), From: graph.Day(d.text()), To: graph.Day(d.text()),
		}
	})
	c.Reshaped = items(&d, (*decoder).id)
	return c, d.end()
}

func decodeTouch(d *decoder) graph.Touch {
	code := d.count()
	if code >= len(opCodes) {
		d.fail("a touch")
		code = 0
	}
	return graph.Touch{Op: opCodes[code], ID: d.id()}
}

func encodeMeta(r graph.Revision) []byte {
	e := newEncoder()
	e.id(r.Store)
	e.count(int(r.Number))
	return e.b
}

func decodeMeta(b []byte) (graph.Revision, error) {
	d := decoder{b: b}
	r := graph.Revision{Store: d.id(), Number: uint64(d.count())}
	return r, d.end()
}
