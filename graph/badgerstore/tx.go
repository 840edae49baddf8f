package badgerstore

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dgraph-io/badger/v4"
	"github.com/tidwall/btree"

	"github.com/isnad-graph/isnad/graph"
)

// tx is one atomic change in the making: its reads see its writes over the state that it began with.
// It is for one goroutine. Badger's own transactions could do that, but sort all their writes anew for
// every iterator.
type tx struct {
	base    *badger.Txn
	cursor  *badger.Iterator // over base; nil until needed
	changes btree.Map[string, change]
}

type change struct {
	value   []byte
	deleted bool
}

func newTx(db *badger.DB) *tx { return &tx{base: db.NewTransaction(false)} }

// discard ends t; what was not committed is lost.
func (t *tx) discard() {
	if t.cursor != nil {
		t.cursor.Close()
	}
	t.base.Discard()
}

func (t *tx) put(key, value []byte) { t.changes.Set(string(key), change{value: value}) }

func (t *tx) delete(key []byte) { t.changes.Set(string(key), change{deleted: true}) }

// get returns the value at key, nil where there is none. Every stored record has a byte at least.
func (t *tx) get(key []byte) ([]byte, error) {
	if c, ok := t.changes.Get(string(key)); ok {
		return c.value, nil
	}
	return get(t.base, key)
}

// get returns the value at key, nil where there is none.
func get(txn *badger.Txn, key []byte) ([]byte, error) {
	item, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", spaceNames[key[0]], err)
	}
	value, err := item.ValueCopy(nil)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", spaceNames[key[0]], err)
	}
	return value, nil
}

// each calls fn for the keys with prefix, ascending, until it returns false.
func (t *tx) each(prefix []byte, fn func(key, value []byte) (bool, error)) error {
	if t.cursor == nil {
		t.cursor = t.base.NewIterator(badger.IteratorOptions{})
	}
	m := merge{prefix: prefix, stored: t.cursor, changed: t.changes.Iter()}
	for m.seek(); m.valid(); m.next() {
		key, value, err := m.record()
		if err != nil {
			return fmt.Errorf("read %s: %w", spaceNames[prefix[0]], err)
		}
		if key == nil {
			continue // deleted
		}
		if more, err := fn(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}

// merge walks over what is stored and what is changed in one order; a change hides what is stored.
type merge struct {
	prefix  []byte
	stored  *badger.Iterator
	changed btree.MapIter[string, change]
	more    bool // changed stands on a key with prefix
	order   int  // of the key that stored stands on, against that of changed
}

func (m *merge) seek() {
	m.stored.Seek(m.prefix)
	m.more = m.changed.Seek(string(m.prefix))
	m.compare()
}

func (m *merge) compare() {
	m.more = m.more && strings.HasPrefix(m.changed.Key(), string(m.prefix))
	switch {
	case !m.more:
		m.order = -1
	case !m.stored.ValidForPrefix(m.prefix):
		m.order = 1
	default:
		m.order = strings.Compare(string(m.stored.Item().Key()), m.changed.Key())
	}
}

func (m *merge) valid() bool { return m.more || m.stored.ValidForPrefix(m.prefix) }

func (m *merge) next() {
	if m.order <= 0 {
		m.stored.Next()
	}
	if m.order >= 0 {
		m.more = m.changed.Next()
	}
	m.compare()
}

// record returns the least record that has not been passed; a nil key where it is deleted.
func (m *merge) record() (key, value []byte, err error) {
	if m.order < 0 {
		value, err = m.stored.Item().ValueCopy(nil)
		return m.stored.Item().KeyCopy(nil), value, err
	}
	if c := m.changed.Value(); !c.deleted {
		return []byte(m.changed.Key()), c.value, nil
	}
	return nil, nil, nil
}

// first returns the first key with prefix and its value; nil where there is none.
func (t *tx) first(prefix []byte) (key, value []byte, err error) {
	err = t.each(prefix, func(k, v []byte) (bool, error) {
		key, value = k, v
		return false, nil
	})
	return key, value, err
}

// commit writes all changes to db, or none.
func (t *tx) commit(db *badger.DB) error {
	w := db.NewTransaction(true)
	defer w.Discard()
	var err error
	t.changes.Scan(func(key string, c change) bool {
		if c.deleted {
			err = w.Delete([]byte(key))
		} else {
			err = w.Set([]byte(key), c.value)
		}
		return err == nil
	})
	for _, r := range t.gone() {
		err = errors.Join(err, w.Set(r.key, r.value))
	}
	if err == nil {
		if err = w.Commit(); err != nil {
			err = errors.Join(errCommit, err)
		}
	}
	if errors.Is(err, badger.ErrTxnTooBig) {
		return fmt.Errorf("%w: %d records do not fit one write; apply fewer or shorter documents at a time",
			graph.ErrTooLarge, t.changes.Len())
	}
	return err
}
