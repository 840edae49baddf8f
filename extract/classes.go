package extract

import (
	"reflect"

	"github.com/isnad-graph/isnad/extract/lexicon"
)

// classes holds the word classes that the code names. A field's tag is the id of its class in the data.
type classes struct {
	Fi          lexicon.Class `class:"fi"`
	Ala         lexicon.Class `class:"ala"`
	Ila         lexicon.Class `class:"ila"`
	An          lexicon.Class `class:"an"`
	Min         lexicon.Class `class:"min"`
	Maa         lexicon.Class `class:"maa"`
	Bayn        lexicon.Class `class:"bayn"`
	Didd        lexicon.Class `class:"didd"`
	Near        lexicon.Class `class:"near"`
	Across      lexicon.Class `class:"between-from-to"`
	AgentBy     lexicon.Class `class:"agent-by"`
	WithSupport lexicon.Class `class:"with-support"`
	AfterCause  lexicon.Class `class:"after-cause"`
	During      lexicon.Class `class:"during"`
	EachOf      lexicon.Class `class:"each-of"`
	After       lexicon.Class `class:"after"`
	Before      lexicon.Class `class:"before"`
	Comp        lexicon.Class `class:"comp"`
	Rel         lexicon.Class `class:"rel"`
	RelMa       lexicon.Class `class:"rel-ma"`
	Clause      lexicon.Class `class:"clause"`
	ReportPart  lexicon.Class `class:"report-part"`
	Neg         lexicon.Class `class:"neg"`
	NegLa       lexicon.Class `class:"neg-la"`
	NegWithout  lexicon.Class `class:"neg-without"`
	Per         lexicon.Class `class:"per"`
	ModeAir     lexicon.Class `class:"mode-air"`
	ModeDrone   lexicon.Class `class:"mode-drone"`
	ModeSuicide lexicon.Class `class:"mode-suicide"`
	Unknown     lexicon.Class `class:"unknown"`
	UnknownHead lexicon.Class `class:"unknown-head"`
	Loaded      lexicon.Class `class:"loaded"`
	LoadedNoun  lexicon.Class `class:"loaded-noun"`
	Self        lexicon.Class `class:"self"`
	SoCalled    lexicon.Class `class:"so-called"`
	AliasIntro  lexicon.Class `class:"alias-intro"`
	Title       lexicon.Class `class:"title"`
	Spokes      lexicon.Class `class:"spokes"`
	LeaderOf    lexicon.Class `class:"leader-of"`
	Chief       lexicon.Class `class:"chief"`    // who heads a state
	Minister    lexicon.Class `class:"minister"` // who has an office of a state and does not head it
	Deputy      lexicon.Class `class:"deputy"`   // who belongs to the body that another heads
	Affiliated  lexicon.Class `class:"affiliated"`
	LoyalTo     lexicon.Class `class:"loyal-to"`  // of those affiliated, whoever is on the side of somebody and is not his
	LoyalMen    lexicon.Class `class:"loyal-men"` // the same, standing for men: «the loyal to»
	LoyalWord   lexicon.Class `class:"loyal-word"`
	AllyWord    lexicon.Class `class:"ally-word"`
	AllyBack    lexicon.Class `class:"ally-back"`
	Crossing    lexicon.Class `class:"crossing"`
	LedBy       lexicon.Class `class:"led-by"`
	LeadsIt     lexicon.Class `class:"leads-it"`
	Latter      lexicon.Class `class:"latter"`
	BothSides   lexicon.Class `class:"both-sides"`
	OneOf       lexicon.Class `class:"one-of"`
	Some        lexicon.Class `class:"some"`
	Others      lexicon.Class `class:"others"`
	SelfGroup   lexicon.Class `class:"self-group"`
	Direction   lexicon.Class `class:"direction"`
	DirAdj      lexicon.Class `class:"dir-adj"`
	Located     lexicon.Class `class:"located"`
	AlsoAdj     lexicon.Class `class:"also-adj"`
	SourceAdj   lexicon.Class `class:"source-adj"`
	Given       lexicon.Class `class:"given"`
	GivenWeak   lexicon.Class `class:"given-weak"`
	GivenNoun   lexicon.Class `class:"given-noun"`
	Guise       lexicon.Class `class:"guise"`
	Surname     lexicon.Class `class:"surname"`
	Kunya       lexicon.Class `class:"kunya"`
	KunyaName   lexicon.Class `class:"kunya-name"`
	Particle    lexicon.Class `class:"particle"`
	Under       lexicon.Class `class:"under"`
	Facing      lexicon.Class `class:"facing"`
	Named       lexicon.Class `class:"named"`
	News        lexicon.Class `class:"news-word"`
	Agency      lexicon.Class `class:"agency"`
	Origin      lexicon.Class `class:"origin"`
	Undertaking lexicon.Class `class:"undertaking"`
	Resumptive  lexicon.Class `class:"resumptive"`
	TollWord    lexicon.Class `class:"toll-word"`
	Beside      lexicon.Class `class:"beside"`
	Around      lexicon.Class `class:"around"`
	Bordering   lexicon.Class `class:"bordering"`
	Superlative lexicon.Class `class:"superlative"`
	Turn        lexicon.Class `class:"turn"`
	Aside       lexicon.Class `class:"aside"`
	Alongside   lexicon.Class `class:"alongside"`
	Among       lexicon.Class `class:"among"`
	Attacker    lexicon.Class `class:"attacker"`
	MediaNoun   lexicon.Class `class:"media-noun"`
	SideMark    lexicon.Class `class:"side-mark"`
	IfWord      lexicon.Class `class:"if-word"`
	Portfolio   lexicon.Class `class:"portfolio"`
	Border      lexicon.Class `class:"border"`
	Lands       lexicon.Class `class:"lands"`
	SubArea     lexicon.Class `class:"sub-area"`
	AdjCommon   lexicon.Class `class:"adj-common"`
	PlaceHead   lexicon.Class `class:"place-head"`
	Forces      lexicon.Class `class:"forces"`
	These       lexicon.Class `class:"these"`
	SuchAs      lexicon.Class `class:"such-as"`
	AtTheirHead lexicon.Class `class:"at-their-head"`
	Then        lexicon.Class `class:"then"`
	Whereby     lexicon.Class `class:"whereby"`

	Seat           lexicon.Class `class:"seat"`
	Institution    lexicon.Class `class:"institution"`
	Folk           lexicon.Class `class:"folk"`
	Gunman         lexicon.Class `class:"gunman"`
	Band           lexicon.Class `class:"band"`
	Tribesmen      lexicon.Class `class:"tribesmen"`
	Former         lexicon.Class `class:"former"`
	Recognised     lexicon.Class `class:"recognised"`
	TheyAre        lexicon.Class `class:"they-are"`
	SortAdj        lexicon.Class `class:"sort-adj"`
	Creed          lexicon.Class `class:"creed"`
	Road           lexicon.Class `class:"road"`
	Joining        lexicon.Class `class:"joining"`
	NaturalItself  lexicon.Class `class:"natural-itself"`
	FacilityItself lexicon.Class `class:"facility-itself"`
	Quarter        lexicon.Class `class:"quarter"`
	QuarterAdj     lexicon.Class `class:"quarter-adj"`

	Unit         lexicon.Class `class:"unit"`
	Policeman    lexicon.Class `class:"policeman"`
	Soldier      lexicon.Class `class:"soldier"`
	ArmedAdj     lexicon.Class `class:"near-armed-adj"`
	Ordinal      lexicon.Class `class:"near-ordinal"`
	Capital      lexicon.Class `class:"near-capital"`
	Homeland     lexicon.Class `class:"near-homeland"`
	Additive     lexicon.Class `class:"near-additive"`
	PartOf       lexicon.Class `class:"near-part-of"` // «areas of», which leaves the whole in its place
	Rest         lexicon.Class `class:"near-rest"`
	Fighter      lexicon.Class `class:"fighter"`
	Leader       lexicon.Class `class:"leader"`
	ISMember     lexicon.Class `class:"isis-member"`
	HouthiMember lexicon.Class `class:"houthi-member"`
	Force        lexicon.Class `class:"force"`
	Site         lexicon.Class `class:"site"`
	Civil        lexicon.Class `class:"civil"`
	Family       lexicon.Class `class:"family"`
	Source       lexicon.Class `class:"source"`
	Official     lexicon.Class `class:"official"`
	Work         lexicon.Class `class:"work"`   // what somebody publishes
	Issued       lexicon.Class `class:"issued"` // «issued by»
	Within       lexicon.Class `class:"within"`

	PSettlement    lexicon.Class `class:"place-settlement"`
	PNeighbourhood lexicon.Class `class:"place-neighbourhood"`
	PDistrict      lexicon.Class `class:"place-district"`
	PRegion        lexicon.Class `class:"place-region"`
	PArea          lexicon.Class `class:"place-area"`
	PNatural       lexicon.Class `class:"place-natural"`
	PFacility      lexicon.Class `class:"place-facility"`

	OArmed     lexicon.Class `class:"org-armed-group"`
	OBody      lexicon.Class `class:"org-body"`
	OMilitary  lexicon.Class `class:"org-military"`
	OCommunity lexicon.Class `class:"org-community"`
}

func newClasses(l *lexicon.Lexicon) classes {
	var c classes
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		v.Field(i).SetUint(uint64(l.Class(v.Type().Field(i).Tag.Get("class"))))
	}
	return c
}
