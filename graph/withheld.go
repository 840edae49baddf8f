package graph

// Withheld counts what a reader keeps back.
type Withheld struct {
	Entities  int `json:"entities"`          // that another one stands in the place of, by the policy itself
	Documents int `json:"documents"`         // of which words were taken out, or where they are from
	Dropped   int `json:"dropped,omitempty"` // claims of these that would have said nothing any more, or what the article does not say
}

// WithheldReader is what a Reader offers besides, that shows only what may be seen of a store. It does not tell how the
// store came to be what it is: its Changes fail with ErrNoHistory.
type WithheldReader interface {
	Reader
	// Withheld counts what is kept back.
	Withheld() Withheld
}
