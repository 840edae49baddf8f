package resolvers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// params are the parameters of a GraphQL request over HTTP.
type params struct {
	Query         string
	OperationName string
	Variables     map[string]any
	DocumentID    string // of a trusted document, in the place of Query

	figures *Figures // to fill where the client asked for them
}

// readParams reads the parameters of r, whose body is bounded by limit. The response refuses what is no
// GraphQL request.
func readParams(w http.ResponseWriter, r *http.Request, limit int64) (params, *Response) {
	if r.Method == http.MethodGet {
		return urlParams(r.URL.Query())
	}
	if kind, args, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != typeJSON || !isUTF8(args["charset"]) {
		return params{}, refuse(CodeMediaType, "the body must be application/json in UTF-8")
	}
	if r.ContentLength > limit {
		return params{}, tooLarge(limit)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return params{}, tooLarge(limit)
	}
	if err != nil {
		return params{}, refuse(CodeBadRequest, "the body could not be read")
	}
	return bodyParams(body)
}

func isUTF8(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

func tooLarge(limit int64) *Response {
	return refuse(CodeBodyTooLarge, "the body is larger than %d bytes", limit)
}

func urlParams(values url.Values) (params, *Response) {
	raw := map[string]json.RawMessage{}
	for _, name := range []string{"query", "operationName", "documentId"} {
		if v := values.Get(name); v != "" {
			raw[name], _ = json.Marshal(v) // a string always does
		}
	}
	for _, name := range []string{"variables", "extensions"} {
		if v := values.Get(name); v != "" {
			if !json.Valid([]byte(v)) {
				return params{}, refuse(CodeBadRequest, "%s is not JSON", name)
			}
			raw[name] = json.RawMessage(v)
		}
	}
	return typed(raw)
}

func bodyParams(body []byte) (params, *Response) {
	var raw map[string]json.RawMessage
	if !json.Valid(body) {
		return params{}, refuse(CodeBadRequest, "the body is not JSON")
	}
	if err := json.Unmarshal(body, &raw); err != nil || raw == nil {
		return params{}, refuse(CodeBadRequest, "the body must be one JSON object")
	}
	return typed(raw)
}

// typed reads the parameters out of raw JSON.
func typed(raw map[string]json.RawMessage) (params, *Response) {
	p := params{}
	var extensions map[string]any
	for _, field := range []struct {
		name, want string
		into       any
	}{
		{"query", "a string", &p.Query}, {"documentId", "a string", &p.DocumentID}, {"operationName", "a string or null", &p.OperationName},
		{"variables", "an object or null", &p.Variables}, {"extensions", "an object or null", &extensions},
	} {
		value, ok := raw[field.name]
		if !ok || bytes.Equal(bytes.TrimSpace(value), []byte("null")) {
			continue
		}
		if err := json.Unmarshal(value, field.into); err != nil {
			return params{}, refuse(CodeBadRequest, "%s must be %s", field.name, field.want)
		}
	}
	if extensions["cost"] == true {
		p.figures = &Figures{}
	}
	switch {
	case p.Query == "" && p.DocumentID == "":
		return params{}, refuse(CodeBadRequest, "query is missing")
	case p.Query != "" && p.DocumentID != "":
		return params{}, refuse(CodeBadRequest, "send query or documentId, not both")
	}
	return p, nil
}
