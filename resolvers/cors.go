package resolvers

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// ErrOrigin: an origin that is none.
var ErrOrigin = errors.New("not an origin")

// CheckOrigin returns an error that wraps ErrOrigin where origin is no scheme, host and port as browsers send them:
// https://app.example.org, http://localhost:3000. There is none for everybody: a page of any site could then ask.
func CheckOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || origin != u.Scheme+"://"+u.Host || u.User != nil {
		return fmt.Errorf("%w: %q; want scheme and host as browsers send them, as https://app.example.org, one by one", ErrOrigin, origin)
	}
	return nil
}

// cors lets pages of the origins that the operator names ask, and no others. Where none is named no header of CORS is
// ever sent.
type cors struct {
	origins []string
	sites   *http.CrossOriginProtection
}

func newCORS(origins []string) (cors, error) {
	c := cors{origins: origins, sites: http.NewCrossOriginProtection()}
	for _, o := range origins {
		if err := CheckOrigin(o); err != nil {
			return c, err
		}
		if err := c.sites.AddTrustedOrigin(o); err != nil {
			return c, fmt.Errorf("%w: %w", ErrOrigin, err)
		}
	}
	return c, nil
}

// Headers that pages may send, and see.
const (
	corsSend = "Accept, Authorization, Content-Type, If-None-Match, Traceparent, X-Request-Id"
	corsSee  = "ETag, X-Request-Id"
)

// greet answers the question of a browser whether a page may ask, and tells it for other requests; it reports whether the
// request is answered.
func (c cors) greet(w http.ResponseWriter, r *http.Request) bool {
	if len(c.origins) == 0 {
		return false
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if !slices.Contains(c.origins, origin) {
		return false
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", corsSee)
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", corsSend)
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}
