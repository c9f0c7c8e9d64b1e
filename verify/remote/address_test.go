package remote

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	for typed, want := range map[string]string{
		"https://ikrar.contoh.example":   "https://ikrar.contoh.example",
		"https://ikrar.contoh.example/":  "https://ikrar.contoh.example",
		"https://ikrar.contoh.example/?": "https://ikrar.contoh.example",
		"HTTPS://Ikrar.contoh.example":   "https://Ikrar.contoh.example",
		"http://127.0.0.1:7380/ikrar//":  "http://127.0.0.1:7380/ikrar",
		"https://ikrar":                  "https://ikrar",
		"ikrar.contoh.example":           "https://ikrar.contoh.example",
		"ikrar.contoh.example/ikrar/":    "https://ikrar.contoh.example/ikrar",
		"ikrar:8443":                     "https://ikrar:8443",
		"localhost":                      "https://localhost",
		"[::1]:8443":                     "https://[::1]:8443",

		"  https://ikrar.contoh.example \t":        "https://ikrar.contoh.example",
		"<https://ikrar.contoh.example>":           "https://ikrar.contoh.example",
		"https://ikrar.contoh.example.":            "https://ikrar.contoh.example",
		"(ikrar.contoh.example/ikrar).":            "https://ikrar.contoh.example/ikrar",
		"\u201cikrar.contoh.example\u201d,":        "https://ikrar.contoh.example",
		"https://ikrar.\u200bcontoh.example\u00a0": "https://ikrar.contoh.example",
		"<http://[::1]:7380/>;":                    "http://[::1]:7380",
	} {
		if got, err := ParseURL(typed); err != nil || got != want {
			t.Errorf("%s was read as %s, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "bkd", ".", "..", "./bkd", "/bkd", "https://", "https://:443", "://x",
		"ftp://ikrar.contoh.example", "mailto:hr@ikrar.contoh.example",
		"hr@ikrar.contoh.example", "https://hr@ikrar.contoh.example", "https://ikrar.contoh.example/?a",
		"ikrar.contoh.example#123", "a b.example"} {
		if got, err := ParseURL(typed); err == nil {
			t.Errorf("%q was read as %s", typed, got)
		}
	}
}

// TestPropose: a slip is answered by the address to type, and what is no address by none.
func TestPropose(t *testing.T) {
	for typed, want := range map[string]string{
		"ikrar.contoh.example":                         "https://ikrar.contoh.example",
		"www.ikrar.contoh.example":                     "https://www.ikrar.contoh.example",
		"https//ikrar.contoh.example":                  "https://ikrar.contoh.example",
		"https:/ikrar.contoh.example":                  "https://ikrar.contoh.example",
		"https:ikrar.contoh.example":                   "https://ikrar.contoh.example",
		"https:///ikrar.contoh.example":                "https://ikrar.contoh.example",
		"https;//ikrar.contoh.example":                 "https://ikrar.contoh.example",
		"https.//ikrar.contoh.example":                 "https://ikrar.contoh.example",
		"htps://ikrar.contoh.example":                  "https://ikrar.contoh.example",
		"htttps://ikrar.contoh.example":                "https://ikrar.contoh.example",
		"ttps://ikrar.contoh.example":                  "https://ikrar.contoh.example",
		"HTTPS:\\\\ikrar.contoh.example\\":             "",
		"HTTPS:\\\\ikrar.contoh.example":               "https://ikrar.contoh.example",
		"https: //ikrar. contoh. example":              "https://ikrar.contoh.example",
		"https://ikrar.contoh.example/#37719314819776": "https://ikrar.contoh.example",
		"https://ikrar.contoh.example/?fbclid=x":       "https://ikrar.contoh.example",
		"http://ikrar.contoh.example/?x":               "http://ikrar.contoh.example",
		"https.contoh.example":                         "https://https.contoh.example",
		"127.0.0.1:7380":                               "https://127.0.0.1:7380",
		"bkd":                                          "",
		"":                                             "",
		"./bkd":                                        "",
		"..":                                           "",
		"kunci saya.key":                               "",
		"hr@ikrar.contoh.example":                      "",
	} {
		if got := Propose(typed); got != want {
			t.Errorf("%q: %q is proposed, want %q", typed, got, want)
		}
	}
}

func TestSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example", true},
		{"https://ikrar.contoh.example", "HTTPS://IKRAR.contoh.example/", true},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example:443//", true},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example.", true},
		{"http://ikrar.contoh.example:80/ikrar", "http://ikrar.contoh.example/ikrar/", true},
		{"https://[::1]", "https://[::1]:443", true},
		{"https://contoh.example/a%2Fb", "https://contoh.example/a%2Fb", true},

		{"https://ikrar.contoh.example", "http://ikrar.contoh.example", false},
		{"https://ikrar.contoh.example", "http://ikrar.contoh.example:443", false},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example:8443", false},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example:80", false},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example/ikrar", false},
		{"https://contoh.example/ikrar", "https://contoh.example/Ikrar", false},
		{"https://contoh.example/a%2Fb", "https://contoh.example/a/b", false},
		{"https://ikrar.contoh.example", "https://lkrar.contoh.example", false},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.example.jahat.example", false},
		{"https://ikrar.contoh.example", "https://jahat.example/ikrar.contoh.example", false},
		{"https://ikrar.contoh.example", "", false},
		{"https://ikrar.contoh.example", "https://ikrar.contoh.ex\x00ample", false},
		{"https://ikrar.contoh.example", "https://іkrar.contoh.example", false}, // a Cyrillic letter
	} {
		if SameAddress(c.a, c.b) != c.same || SameAddress(c.b, c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.same)
		}
	}
}

// FuzzAddress: an address is the same as itself and as its canonical spelling, which is that of
// itself, and no other host is asked by it.
func FuzzAddress(f *testing.F) {
	for _, typed := range []string{"https://Ikrar.contoh.example./a/", "[::1]:8443", "http://x:80",
		"https://a.b/%2e%2e//", "ikrar.contoh.example"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		read, err := ParseURL(typed)
		if err != nil {
			return
		}
		again, err := ParseURL(read)
		if err != nil || again != read || !SameAddress(read, canonical(read)) ||
			canonical(canonical(read)) != canonical(read) {
			t.Errorf("%q: %q, %q, %q, %v", typed, read, again, canonical(read), err)
		}
		a, _ := url.Parse(read)
		b, err := url.Parse(canonical(read))
		if err != nil || !strings.EqualFold(strings.TrimRight(a.Hostname(), "."), b.Hostname()) ||
			a.Scheme != b.Scheme {
			t.Errorf("%q asks %q, its canonical spelling %q, %v", typed, a.Host, b.Host, err)
		}
	})
}

// TestRedirected: where a server leads is said as an address to type, without what was asked for.
func TestRedirected(t *testing.T) {
	for _, c := range [][3]string{
		{"http://ikrar.contoh.example/trust", "https://ikrar.contoh.example/trust", "https://ikrar.contoh.example"},
		{"https://contoh.example/trust", "/ikrar/trust", "https://contoh.example/ikrar"},
		{"https://contoh.example/ikrar/v1/proofs/K7QM-2F8D-9XPA", "https://baru.example/v1/proofs/K7QM-2F8D-9XPA",
			"https://baru.example"},
		{"https://contoh.example/trust", "https://contoh.example/login?from=/trust", "https://contoh.example"},
		{"https://contoh.example/trust", "https://contoh.example/trust/", "https://contoh.example"},
		{"https://contoh.example/trust", "//lain.example:8443/trust", "https://lain.example:8443"},
	} {
		q, err := http.NewRequest(http.MethodGet, c[0], nil)
		if err != nil {
			t.Fatal(err)
		}
		got := redirected(q, &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {c[1]}},
			Request: q})
		if got != (Redirected{c[2]}) {
			t.Errorf("%s to %s: %v, want %s", c[0], c[1], got, c[2])
		}
	}
	q, _ := http.NewRequest(http.MethodGet, "https://contoh.example/trust", nil)
	for code, location := range map[int]string{200: "https://lain.example", 302: "", 404: "https://lain.example"} {
		if got := redirected(q, &http.Response{StatusCode: code, Header: http.Header{"Location": {location}},
			Request: q}); got != nil {
			t.Errorf("%d: %v", code, got)
		}
	}
}
