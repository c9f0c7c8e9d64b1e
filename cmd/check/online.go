package check

import (
	"context"
	"errors"

	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// Online asks the published ledgers of institutions whose trust lists this computer knows, each
// once.
type Online struct {
	Context context.Context
	Client  *remote.Client
	Lang    phrase.Lang
	Now     int64                 // Unix seconds
	Failed  func(sentence string) // told what had no answer

	Kept func(*trust.List) string // as Checker.Kept

	published map[string]*remote.Published // by origin
}

// of is what the institution of a list has published.
func (o *Online) of(pinned *trust.List) *remote.Published {
	if p := o.published[pinned.Origin]; p != nil {
		return p
	}
	if o.published == nil {
		o.published = map[string]*remote.Published{}
	}
	p := o.Client.Published(o.Context, pinned, o.Now, func(f remote.Failure) { o.Failed(o.say(f)) })
	o.published[pinned.Origin] = p
	return p
}

// say puts a failure into words.
func (o *Online) say(f remote.Failure) string {
	var two *remote.OtherRootError
	switch {
	case errors.As(f.Err, &two):
		return Phrases.Say(o.Lang, "online.roots", "host", f.Host, "origin", two.Kept.Origin,
			"offered", two.Offered.Root.Fingerprint().Short(), "kept", sayRoot(two.Kept, o.Kept))
	case errors.As(f.Err, new(remote.Unreachable)):
		return Phrases.Say(o.Lang, "online.unreachable", "host", f.Host)
	}
	what := Phrases.Say(o.Lang, "online."+f.What)
	return Phrases.Say(o.Lang, "online.failed", "host", f.Host, "what", what)
}
