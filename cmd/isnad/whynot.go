package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/ingest"
)

// obstacleView is one thing that stands between two entities and a claim.
type obstacleView struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	Word     string `json:"word,omitempty"`
	Sentence string `json:"sentence,omitempty"`
}

var obstacleColumns = []column[obstacleView]{
	{"code", func(o obstacleView) string { return o.Code }},
	{"word", func(o obstacleView) string { return o.Word }},
	{"message", func(o obstacleView) string { return o.Message }},
	{"sentence", func(o obstacleView) string { return o.Sentence }},
}

func (a *app) whyNotCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "why-not PATH ENTITY ENTITY",
		Short: "show what stopped a reading between two entities",
		Long: `Reads an article (a file, or «-» for JSONL on standard input) and says, for each word in a sentence about one of the two that
could tell an occurrence, what became of it: a claim that holds both, a requirement that is not met, or the role that one of them
did not get, with how likely it was and what it would have taken. Entities are named as the article names them, or by key.`,
		Example: "  isnad why-not article.txt actor/x-isis actor/sy-sdf",
		Args:    cobra.ExactArgs(3),
		RunE:    func(_ *cobra.Command, args []string) error { return a.whyNot(args[0], args[1], args[2]) },
	}
	return a.withFormat(a.withLexicon(cmd))
}

func (a *app) whyNot(path, x, y string) error {
	ex, err := a.extractor()
	if err != nil {
		return err
	}
	var rows []obstacleView
	read := 0
	for item := range (&ingest.Reader{Stdin: a.stdin}).Read(path) {
		if item.Article == nil {
			return fmt.Errorf("read the article: %w", item.Problem)
		}
		read++
		doc := item.Article.Input()
		for _, o := range ex.WhyNot(doc, x, y) {
			rows = append(rows, obstacleView{o.Code, o.Message, textOf(doc, o.Trigger), textOf(doc, o.Sentence)})
		}
	}
	if read == 0 {
		return fail(exitNotFound, "no article in %s", path)
	}
	if err := writeRows(a, rows, obstacleColumns); err != nil {
		return err
	}
	for _, o := range rows {
		if o.Code == "not-named" {
			return silent(exitNotFound)
		}
	}
	return nil
}

func textOf(doc extract.Document, s extract.Span) string { return doc.Text[s.Start:s.End] }
