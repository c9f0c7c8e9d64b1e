package publish

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/tiles"
	"ikrar/verify/web"
)

// nameOf is the object of a path.
func nameOf(path string) string {
	if path == "/" {
		return "index.html"
	}
	return strings.TrimPrefix(path, "/")
}

// answer makes what the server answers under a name.
func answer(l *ledger.Ledger, name string) (Object, error) {
	path := "/" + name
	for _, p := range public.Paths {
		value, ok := path, p.Pattern == path
		if p.Value != "" {
			before, _, _ := strings.Cut(p.Pattern, "{")
			value, ok = strings.CutPrefix(path, before)
		}
		if ok {
			c, err := p.Answer(l, value)
			return Object{Body: c.Body, Type: c.Media, Cache: c.Cache}, err
		}
	}
	return Object{}, fmt.Errorf("%s: %w", name, ledger.ErrNotFound)
}

func objectOf(a web.Asset) Object {
	o := Object{Body: a.Body, Type: a.Type, Cache: public.Check}
	if a.Immutable {
		o.Cache = public.Forever
	}
	return o
}

// eachTile calls f for the tiles and bundles that a log of so many entries has, and that none of
// from entries had: those that are full now, and the partial ones of this very size.
func eachTile(from, size uint64, f func(tiles.Path)) {
	for level := 0; size>>(8*level) > 0; level++ {
		had, has := from>>(8*level), size>>(8*level)
		for n := had / tiles.Width; n*tiles.Width < has; n++ {
			width := int(min(has-n*tiles.Width, tiles.Width))
			if n*tiles.Width+uint64(width) <= had { // it was as wide
				continue
			}
			f(tiles.Path{Level: level, N: int64(n), Width: width})
			if level == 0 {
				f(tiles.Path{Entries: true, N: int64(n), Width: width})
			}
		}
	}
}

// eachEntry calls f for the entries of a range, bundle by bundle.
func (r *run) eachEntry(ctx context.Context, from, to uint64, f func(verify.Entry) error) error {
	for at := from; at < to; {
		first := at / tiles.Width * tiles.Width
		bundle, err := r.Ledger.Entries(int64(at/tiles.Width), int(min(to-first, tiles.Width)))
		if err != nil {
			return err
		}
		for index := first; len(bundle) >= 2; index++ {
			n := 2 + int(binary.BigEndian.Uint16(bundle))
			if index >= at {
				entry, err := verify.ParseEntry(bundle[2:min(n, len(bundle))])
				if err == nil {
					err = f(entry)
				}
				if err != nil {
					return fmt.Errorf("entry %d: %w", index, err)
				}
			}
			bundle = bundle[min(n, len(bundle)):]
		}
		if at = first + tiles.Width; r.Progress != nil {
			r.Progress(min(at, to)-from, to-from)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// changes hands on what an entry makes or changes among the objects. covered says that the
// checkpoint to be published is of this entry too: what a witness cannot have heard of yet is not
// vouched for.
func (r *run) changes(e verify.Entry, covered bool) error {
	switch e.Kind {
	case signer.KindCampaign:
		c, err := statement[signer.Campaign](r.Ledger, e)
		if err != nil {
			return err
		}
		r.create("v1/texts/" + signer.DigestOf([]byte(c.Text)).String())
		r.change("v1/campaigns/" + c.ID)
	case signer.KindIssuance:
		i, err := statement[signer.Issuance](r.Ledger, e)
		if err != nil || !covered {
			return err
		}
		r.change("v1/certificates/" + i.File.String())
		r.change("v1/certificates/" + i.Pledge.String())
	case signer.KindRevocation:
		return r.revoked(e)
	}
	return nil
}

// revoked hands on the revocation itself, and what it ends.
func (r *run) revoked(e verify.Entry) error {
	c, err := statement[signer.Revocation](r.Ledger, e)
	if err != nil {
		return err
	}
	r.change("v1/revocations/" + strconv.FormatUint(e.Index, 10))
	switch c.What {
	case signer.TargetIssuance:
		raw, err := r.Ledger.Statement(c.Target)
		if err != nil {
			return err
		}
		u, err := signer.Parse[signer.Issuance](raw)
		if err != nil {
			return err
		}
		r.change("v1/certificates/" + u.Claims().File.String())
		r.change("v1/certificates/" + u.Claims().Pledge.String())
	case signer.TargetPledge:
		known, err := r.Ledger.Receipt(c.Target)
		if err != nil {
			return err
		}
		r.change("v1/revocations/" + strconv.FormatUint(known.Index, 10))
	default: // of a key or a credential: which pledges it ended is looked for once, for all of them
		r.ending[e.Digest] = true
	}
	return nil
}

// ended hands on the revocations of the pledges that those of keys and credentials have ended.
func (r *run) ended() error {
	raw, err := r.Ledger.StatusList()
	if err != nil {
		return err
	}
	list, _ := r.Ledger.Trust()
	status, err := verify.OpenStatusList(raw, list, r.Now().Unix())
	if err != nil {
		return err
	}
	for index := range status.Size {
		if status.State(index) != verify.StateRevoked {
			continue
		}
		by, err := r.Ledger.Revocation(index)
		if err != nil {
			return err
		}
		if r.ending[signer.DigestOf(by)] {
			r.change("v1/revocations/" + strconv.FormatUint(index, 10))
		}
	}
	return nil
}

// statement reads what an entry recorded.
func statement[C signer.Claims](l *ledger.Ledger, e verify.Entry) (claims C, err error) {
	raw, err := l.Statement(e.Digest)
	if err != nil {
		return claims, err
	}
	u, err := signer.Parse[C](raw)
	return u.Claims(), err
}

// files hands on what can never be another and hangs on no entry: the texts that every ledger
// knows, files of the pages.
func (r *run) files(pages []web.Asset) {
	for _, t := range text.All() {
		r.create("v1/texts/" + signer.Digest(t.Digest()).String())
	}
	for _, a := range pages {
		if a.Immutable {
			r.createOnce(nameOf(a.Path), objectOf(a))
		}
	}
}
