package publish_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"ikrar/ledger/publish"
	"ikrar/signer"
)

// TestPublish: a run copies all that there is, the next one nothing, and later ones what is new:
// also what new entries change of what lies there.
func TestPublish(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "a", "public"))
	w.campaigns(300, "deklarasi")
	first, firstAt := w.pledge("satu", "deklarasi-0")
	second, secondAt := w.pledge("dua", "deklarasi-1")
	w.checkpoint()
	p := w.publisher(nil)
	r := w.must(p)
	if r.Before != 0 || r.Size != 305 || r.Objects != len(files(t, w.dir)) {
		t.Errorf("%+v, and %d files", r, len(files(t, w.dir)))
	}
	w.clean(305)
	for _, again := range []*publish.Publisher{p, w.publisher(nil)} {
		if r := w.must(again); r.Objects != 0 || r.Before != 305 {
			t.Errorf("again: %+v", r)
		}
	}

	// A file, then another one for the same pledge, whose certificate is revoked; a key of the
	// other.
	pdf := func(raw []byte, file string) []byte {
		i := sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(), IssuanceBody: signer.IssuanceBody{
			Pledge: signer.DigestOf(raw), Number: "800/1/BKD/2026", File: signer.DigestOf([]byte(file)),
			Length: uint64(len(file))}})
		w.append(signer.KindIssuance, i)
		return i
	}
	issued := pdf(first, "%PDF")
	w.checkpoint()
	before := files(t, w.dir)
	r = w.must(p)
	byPledge, byFile := "v1/certificates/"+signer.DigestOf(first).String(),
		"v1/certificates/"+signer.DigestOf([]byte("%PDF")).String()
	now := files(t, w.dir)
	if now[byPledge] == "" || now[byPledge] != now[byFile] || before[byFile] != "" {
		t.Errorf("issuance: %q, %q", now[byPledge], now[byFile])
	}
	if r.Objects > 8 {
		t.Errorf("%+v for one entry", r)
	}
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{
			What: signer.TargetIssuance, Target: signer.DigestOf(issued), Reason: "keliru"}}))
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{
			What: signer.TargetKey, Target: signer.Digest(publicOf("dua")), From: 0, Reason: "kunci hilang"}}))
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{
			What: signer.TargetPledge, Target: signer.DigestOf(first), Reason: "keliru"}}))
	// No witness has seen these yet, and readers of the status list ask for them all the same.
	w.must(p)
	now = files(t, w.dir)
	for _, name := range []string{fmt.Sprint("v1/revocations/", firstAt), fmt.Sprint("v1/revocations/", secondAt),
		"v1/revocations/306", "v1/revocations/307", "v1/revocations/308"} {
		if now[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	if !strings.Contains(now[byPledge], `"revocation":`) || now[byPledge] != now[byFile] {
		t.Errorf("revoked: %s", now[byPledge])
	}
	w.clean(306)
	w.checkpoint()
	w.must(p)
	w.clean(309)
	for name, body := range now {
		for _, personal := range []string{"Nama satu", "Nama dua", string(first), string(second), "Dinas Contoh"} {
			if strings.Contains(body, personal) {
				t.Errorf("%s has %.20q", name, personal)
			}
		}
	}
}

// TestCutOff: a run that is cut off anywhere is finished by the next, which writes what is left and
// nothing again.
func TestCutOff(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, filepath.Join(dir, "whole"))
	w.campaigns(270, "deklarasi")
	w.checkpoint()
	whole := w.must(w.publisher(nil)).Objects
	want := files(t, w.dir)
	for stop := 1; stop < whole; stop += whole / 7 {
		w.dir = filepath.Join(dir, fmt.Sprint(stop))
		ctx, cancel := context.WithCancel(t.Context())
		var written atomic.Int64
		cut := func(name string, write func() error) error {
			if written.Load() >= int64(stop) {
				cancel()
				return ctx.Err()
			}
			err := write()
			written.Add(1)
			return err
		}
		if _, err := w.publisher(func(s publish.Store) publish.Store {
			return faulty{s, cut,
				cut}
		}).Publish(ctx); !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d: %v", stop, err)
		}
		left := len(files(t, w.dir))
		if files(t, w.dir)["checkpoint"] != "" {
			t.Errorf("after %d of %d objects the checkpoint is there", stop, whole)
		}
		if r := w.must(w.publisher(nil)); r.Objects != whole-left {
			t.Errorf("%d objects behind %d of %d", r.Objects, left, whole)
		}
		if !maps.Equal(files(t, w.dir), want) {
			t.Errorf("after %d: another copy", stop)
		}
	}
}

// TestUncertain: whatever a store says of a write that it has made, or has not, what lies there is
// read: nothing is written over, and the copy is whole at last.
func TestUncertain(t *testing.T) {
	lost := errors.New("500 Internal Server Error")
	for what, answer := range map[string]func(n int64, write func() error) error{
		"made, and a timeout": func(_ int64, write func() error) error {
			return errors.Join(context.DeadlineExceeded,
				write())
		},
		"made, and 412": func(_ int64, write func() error) error {
			return errors.Join(write(),
				publish.ErrExists)
		},
		"made, and changed": func(_ int64, write func() error) error {
			return errors.Join(write(),
				publish.ErrChanged)
		},
		"made, and every other 500": func(n int64, write func() error) error {
			if err := write(); err != nil || n%2 == 0 {
				return err
			}
			return lost
		},
		"not made, and every other 500": func(n int64, write func() error) error {
			if n%2 == 0 {
				return lost
			}
			return write()
		},
	} {
		w := newWorld(t, filepath.Join(t.TempDir(), "public"))
		w.campaigns(3, "deklarasi")
		w.checkpoint()
		var n atomic.Int64
		p := w.publisher(func(s publish.Store) publish.Store {
			f := func(name string, write func() error) error {
				if name == ".ikrar-probe" {
					return write()
				}
				return answer(n.Add(1), write)
			}
			return faulty{s, f, f}
		})
		for round := range 3 {
			for try := 0; ; try++ {
				if _, err := p.Publish(t.Context()); err == nil {
					break
				} else if unsure := (*publish.StoreError)(nil); !errors.As(err, &unsure) || try > 20 {
					t.Fatalf("%s: %v", what, err)
				}
			}
			w.clean(uint64(4 + 2*round))
			w.campaigns(2, fmt.Sprint("lagi-", round))
			w.checkpoint()
		}
	}
}

// TestFindings: what never can be another, and is, stays; so does what no run of ours has put
// there.
func TestFindings(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "public"))
	w.campaigns(3, "deklarasi")
	w.checkpoint()
	tile := filepath.Join(w.dir, "tile", "0", "000.p", "4")
	if err := errors.Join(os.MkdirAll(filepath.Dir(tile), 0o755), os.WriteFile(tile, []byte("lain"),
		0o644)); err != nil {
		t.Fatal(err)
	}
	_, err := w.publisher(nil).Publish(t.Context())
	if different := (*publish.DifferentError)(nil); !errors.As(err, &different) || different.Name != "tile/0/000.p/4" {
		t.Errorf("%v", err)
	}
	if now := files(t, w.dir); now["tile/0/000.p/4"] != "lain" || now["checkpoint"] != "" || w.ledger.Err() != nil {
		t.Errorf("%q, %v", now["checkpoint"], w.ledger.Err())
	}
	for condition, unfit := range map[string]func(s publish.Store) publish.Store{
		"If-None-Match": func(s publish.Store) publish.Store {
			return faulty{Store: s, create: func(_ string, write func() error) error { write(); return nil }}
		},
		"If-Match": func(s publish.Store) publish.Store {
			return faulty{Store: s, replace: func(_ string, write func() error) error { write(); return nil }}
		},
	} {
		_, err := w.publisher(unfit).Publish(t.Context())
		if e := (*publish.UnfitError)(nil); !errors.As(err, &e) || e.Condition != condition {
			t.Errorf("%s: %v", condition, err)
		}
	}
}
