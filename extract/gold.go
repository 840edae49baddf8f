package extract

import "github.com/isnad-graph/isnad/schema"

// Gold is what people found in an article, to learn from. Its slots hold indexes in Entities.
type Gold struct {
	Entities  []GoldEntity
	Events    []GoldEvent
	Relations []GoldRelation
}

// GoldEntity is an entity with the surface forms that name it.
type GoldEntity struct {
	Kind  schema.Kind
	Names []string
}

// GoldEvent is one occurrence. Quote is the run of the text that tells it.
type GoldEvent struct {
	Type     schema.Type
	Phase    schema.Phase
	Status   schema.Status
	Agents   []int
	Patients []int
	Places   []int
	Sources  []int
	From, To string // YYYY-MM-DD; empty: open or unknown
	Count    *Tally // Min or Max is -1 where it is not told
	Quote    Span
}

// GoldRelation is a lasting relation.
type GoldRelation struct {
	Type            schema.Type
	Subject, Object int
}
