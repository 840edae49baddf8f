package export

import (
	"strconv"

	"github.com/isnad-graph/isnad/graph"
	"github.com/isnad-graph/isnad/schema"
)

func describeEntity(e *graph.Entity) node {
	n := node{subject: thing(e.ID)}
	n.is(ownEntity)
	kind := ofWord(wordOf(kindWords, "kind-", e.Kind))
	if e.Kind.IsPlace() {
		n.is(semPlace, schemaPlace)
		n.add(semPlaceType, kind)
	} else {
		n.is(semActor, provAgent)
		n.is(organizationClass(e.Kind)...)
		n.add(semActorType, kind)
	}
	n.add(ownKind, kind)
	n.text(ownKey, e.Key, "")
	describeNames(&n, e)
	n.text(ownClass, e.Class, "")
	describeWhere(&n, e)
	return n
}

// organizationClass returns the class of schema.org for actors of kind k; none for a crowd.
func organizationClass(k schema.Kind) []*word {
	switch k {
	case schema.Person:
		return []*word{schemaPerson}
	case schema.Media:
		return []*word{schemaNewsMedia}
	case schema.State:
		return []*word{schemaGovernment}
	case schema.Military, schema.ArmedGroup, schema.Coalition, schema.Body:
		return []*word{schemaOrganization}
	}
	return nil
}

func describeNames(n *node, e *graph.Entity) {
	main := langLiteral(e.Name, arabic)
	if main.text != "" {
		n.add(schemaName, main)
	}
	var others []term
	for _, name := range e.Names {
		t := langLiteral(name.Text, languageTag(name))
		switch {
		case t.text == "" || t.text == main.text && t.lang == main.lang:
		case t.lang == "en":
			n.add(schemaName, t)
		default:
			others = append(others, t)
		}
	}
	n.add(schemaAlternate, others...)
}

func describeWhere(n *node, e *graph.Entity) {
	if e.Parent != "" {
		parent := thing(graph.EntityID(e.Parent))
		if e.Kind.IsPlace() {
			n.add(schemaContained, parent)
		}
		n.add(ownParent, parent)
	}
	if p := e.Point; p != nil {
		n.add(schemaLatitude, decimal(p.Lat))
		n.add(schemaLongitude, decimal(p.Lon))
	}
	n.text(ownPCode, e.External["pcode"], "")
	for _, address := range outside(e) {
		n.add(schemaSameAs, term{sort: addressTerm, text: address})
	}
}

func decimal(x float64) term {
	return typedLiteral(strconv.FormatFloat(x, 'f', -1, 64), xsdDecimal)
}

// describeDocument describes an article and, where it is the first of them, its outlet.
func describeDocument(d *graph.Document, outlets firsts) []node {
	n := node{subject: thing(d.ID)}
	n.is(schemaArticle, provEntity)
	n.text(ownKey, d.Key, "")
	n.text(schemaHeadline, d.Title, arabic)
	if address, ok := webAddress(d.URL); ok {
		n.add(schemaURL, term{sort: addressTerm, text: address})
	}
	if day, known := moment(d.Published, ""); known {
		n.add(schemaPublished, day)
	}
	n.text(ownHash, d.SHA256, "")
	if clean(d.Outlet) == "" {
		return []node{n}
	}
	outlet := node{subject: thing(outletID(d.Outlet))}
	n.add(schemaPublisher, outlet.subject)
	n.add(provAttributed, outlet.subject)
	if !outlets.first(outlet.subject.id) {
		return []node{n}
	}
	outlet.is(schemaNewsMedia, provAgent)
	outlet.text(schemaName, d.Outlet, "")
	return []node{outlet, n}
}

// describeRelation describes an edge as a statement that claims support or deny. The edge itself stands
// in the graphs of the claims that support it, and nowhere where all deny it.
func describeRelation(r *graph.Relation) node {
	n := node{subject: thing(r.ID)}
	n.is(ownRelation, rdfStatement)
	n.add(rdfSubject, thing(r.Subject))
	n.add(rdfPredicate, ofWord(wordOf(predicateWords, "", r.Predicate)))
	n.add(rdfObject, thing(r.Object))
	if day, known := moment(r.From, ""); known {
		n.add(ownFirstDay, day)
	}
	if day, known := moment(r.To, ""); known {
		n.add(ownLastDay, day)
	}
	n.add(ownDocuments, integer(r.Documents))
	n.add(ownSources, integer(r.Sources))
	for _, id := range r.Supporting {
		n.add(ownSupported, thing(id))
	}
	for _, id := range r.Denying {
		n.add(ownDenied, thing(id))
	}
	return n
}
