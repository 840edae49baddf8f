package main

import (
	"context"
	"strings"

	"github.com/isnad-graph/isnad/graph"
)

// verdictView is a judgement that stands, as it is shown beside what it is about.
type verdictView struct {
	ID     graph.ID            `json:"id"`
	Kind   graph.JudgementKind `json:"kind"`
	Author string              `json:"author"`
	What   string              `json:"what,omitempty"` // the field that it sets, with the value; who was split off; the other claim
	Note   string              `json:"note,omitempty"`
	Judged *graph.ID           `json:"judged,omitempty"` // the claim that was judged, where it is no more and this one says the same
}

// judge adds to views the judgements that stand on each of the claims.
func (v *viewer) judge(ctx context.Context, views []claimView) error {
	if v.curation == nil && len(views) > 0 {
		var err error
		if v.curation, err = graph.CurationOf(ctx, v.r); err != nil {
			return err
		}
	}
	for i := range views {
		for _, j := range v.curation.On(views[i].ID) {
			views[i].Judgements = append(views[i].Judgements, verdictView{
				j.ID, j.Kind, j.Author, verdictOn(j, views[i].ID), j.Note, judgedAs(v.curation, j.ID, views[i].ID),
			})
		}
	}
	return nil
}

// judgedAs returns the claim that the judgement names and in the place of which it bears on claim; nil where it names claim.
func judgedAs(c *graph.Curation, judgement, claim graph.ID) *graph.ID {
	for _, t := range c.Carried() {
		if t.Judgement == judgement && t.Now == claim {
			return &t.Claim
		}
	}
	return nil
}

// verdictOn returns what j, which is about claim, says beyond its kind.
func verdictOn(j *graph.Judgement, claim graph.ID) string {
	switch j.Kind {
	case graph.Relabel:
		return j.Field + "=" + j.Value
	case graph.Split:
		return j.Entity.Key + " " + j.Other.Key
	case graph.SameAs, graph.NotSame:
		for _, id := range j.Claims {
			if id != claim {
				return id.String()
			}
		}
	}
	return ""
}

func (v verdictView) text() string {
	return joinNonEmpty(" ", string(v.Kind), v.What, "("+joinNonEmpty(" ", v.ID.String(), v.Author, v.carried())+")")
}

func (v verdictView) carried() string {
	if v.Judged == nil {
		return ""
	}
	return "of claim " + v.Judged.String()
}

// judgedText shows what is judged of a claim: its review, then the acts.
func judgedText(c claimView) string {
	var acts []string
	for _, v := range c.Judgements {
		acts = append(acts, v.text())
	}
	return joinNonEmpty(": ", string(c.Review), strings.Join(acts, ", "))
}
