package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikrar/ledger/office/guide"
	"ikrar/ledger/publish"
	"ikrar/ledger/publish/directory"
	"ikrar/ledger/publish/s3"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// destinations open what is published to, by the scheme of its address.
var destinations = map[string]func(context.Context, string, func(string) string) (publish.Store, error){
	"s3": s3.Open,
}

// openDestination opens a place to publish to, and returns it in the one spelling under which it is
// remembered. A directory is none where the home lies in it, or it in the home: a web host would
// show the one, and could not reach the other.
func (a *app) openDestination(ctx context.Context, h *home, typed string) (publish.Store, string, error) {
	if scheme, _, ok := strings.Cut(typed, "://"); ok {
		open := destinations[scheme]
		if open == nil {
			return nil, "", refuse("publish-scheme", "value", typed).mistyped()
		}
		to := strings.TrimRight(typed, "/")
		store, err := open(ctx, to, a.getenv)
		if err != nil {
			if unset := (*s3.MissingError)(nil); errors.As(err, &unset) {
				return nil, "", refuse("publish-unset", "to", to, "name", unset.Name).hinted("fault.publish-open.hint")
			}
			return nil, "", refuse("publish-open", "to", to).because(err)
		}
		return store, to, nil
	}
	to, err := filepath.Abs(typed)
	if err != nil {
		return nil, "", err
	}
	own, err := filepath.Abs(h.Dir)
	if err != nil {
		return nil, "", err
	}
	if below(resolved(own), resolved(to)) || below(resolved(to), resolved(own)) {
		return nil, "", refuse("publish-home", "to", to, "dir", own).mistyped()
	}
	if info, err := os.Stat(to); err == nil && !info.IsDir() {
		return nil, "", refuse("publish-file", "to", to).mistyped()
	}
	store, err := directory.Open(to)
	return store, to, err
}

// resolved is where a path leads, behind symbolic links, also where its end is not there yet.
func resolved(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if dir := filepath.Dir(path); err != nil && dir != path {
		return filepath.Join(resolved(dir), filepath.Base(path))
	}
	return cmp.Or(real, path)
}

// below reports whether a path is that of a directory, or in it.
func below(path, dir string) bool {
	rest, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rest)
}

// publishedPages are the pages of a copy: the checking page and the guides.
func publishedPages(list *trust.List) ([]web.Asset, error) {
	guides, err := guide.Assets(list.Institution, list.URL)
	return slices.Concat(web.Published(list.URL), guides), err
}
