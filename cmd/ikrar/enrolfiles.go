package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var enrolFilesPhrases = phrase.Book{
	"enrol.left": {ID: "{count} berkas lain tidak dipakai", EN: "other files that were not used: {count}"},
	"fault.enrol-unnamed": {
		ID: "{path}: ini kunci publik, tetapi nama berkasnya tidak memuat NIP (18 angka)",
		EN: "{path}: this is a public key, and there is no NIP (18 digits) in the file's name",
	},
	"fault.enrol-unnamed.hint": {
		ID: "beri nama NIP.pub, atau daftarkan sendiri: ikrar enrol --nip NIP {file}",
		EN: "call it NIP.pub, or enrol it by itself: ikrar enrol --nip NIP {file}",
	},
	"fault.enrol-two-names": {
		ID: "{path}: nama berkas ini memuat beberapa NIP: {nips}",
		EN: "{path}: there are several NIPs in the file's name: {nips}",
	},
	"fault.enrol-two-names.hint": {
		ID: "beri nama NIP.pub dengan NIP pemiliknya saja, lalu ulangi",
		EN: "call it NIP.pub, by its owner's NIP alone, and repeat",
	},
	"fault.enrol-two-keys": {
		ID: "{path}: untuk NIP {nip} ada kunci lain di {other}; keduanya tidak didaftarkan",
		EN: "{path}: there is another key for NIP {nip} in {other}; neither was enrolled",
	},
	"fault.enrol-two-keys.hint": {
		ID: "tanyakan pemiliknya kunci mana yang dipakai, pindahkan yang lain, lalu ulangi",
		EN: "ask the owner which key is meant, move the other one away, and repeat",
	},
	"fault.enrol-two-owners": {
		ID: "{path}: kunci yang sama ada di {other}, atas nama NIP lain; keduanya tidak didaftarkan",
		EN: "{path}: the same key is in {other}, for another NIP; neither was enrolled",
	},
	"fault.enrol-two-owners.hint": {
		ID: "satu kunci milik satu orang: tanyakan milik siapa, pindahkan berkas yang lain, minta kunci pemiliknya, lalu ulangi",
		EN: "a key belongs to one person: ask whose it is, move the other file away, ask its owner for a key, and repeat",
	},
	"fault.enrol-left-same": {
		ID: "{path}: kunci yang sama dengan {other}",
		EN: "{path}: the same key as in {other}",
	},
	"fault.enrol-left-folder": {
		ID: "{path}: direktori, tidak dilihat isinya",
		EN: "{path}: a directory, not looked into",
	},
	"fault.enrol-left-other": {
		ID: "{path}: bukan kunci publik, tidak dipakai",
		EN: "{path}: not a public key, not used",
	},
	"fault.enrol-left-private": {
		ID: "{path}: ini kunci pribadi, tidak dipakai; hanya pemiliknya yang boleh menyimpannya",
		EN: "{path}: this is a private key, not used; nobody but its owner may keep it",
	},
}

// keyFiles are the files of a directory, sorted out by whose key is in them.
type keyFiles struct {
	names   []string // of the files to enrol, one a person
	owner   map[string]string
	key     map[string]eddsa.PublicKey
	left    []*fault // why others are not used, which is no failure
	refused []*fault // why keys, or what was meant to be one, cannot be enrolled
	results int      // of the people's own commands and of this one
}

// sortKeys looks at every file of a directory. A name need not be NIP.pub: whose key it is must be
// plain to read in it, and what it is in the file.
func sortKeys(dir string) (k keyFiles, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return k, err
	}
	k.owner, k.key = map[string]string{}, map[string]eddsa.PublicKey{}
	var private []string
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		info, err := os.Stat(path)
		switch {
		case err != nil:
			k.refused = append(k.refused, asFault("", err))
		case info.IsDir():
			k.leave("enrol-left-folder", "path", path)
		case !info.Mode().IsRegular(): // reading a pipe would wait for whoever writes into it
			k.leave("enrol-left-other", "path", path)
		case slices.Contains([]string{".ikrar", ".pledge"}, strings.ToLower(filepath.Ext(path))):
			k.results++
		default:
			if k.look(path) {
				private = append(private, path)
			}
		}
	}
	owners := map[string]bool{}
	for _, nip := range k.owner {
		owners[nip] = true
	}
	for _, path := range private {
		k.judgePrivate(path, owners)
	}
	k.onePerson()
	return k, nil
}

func (k *keyFiles) leave(code string, args ...any) { k.left = append(k.left, refuse(code, args...)) }

func (k *keyFiles) refuse(f *fault) { k.refused = append(k.refused, f) }

// look reads one file, and says whether it is a private key.
func (k *keyFiles) look(path string) (private bool) {
	name := filepath.Base(path)
	nips := nipsIn(name)
	pub, _, err := keyfile.ReadPublic(path)
	var unread *fs.PathError
	switch {
	case errors.Is(err, keyfile.ErrIsPrivate):
		return true
	case err != nil && !errors.As(err, &unread) && !meantAsKey(name, nips, err):
		k.leave("enrol-left-other", "path", path)
	case err != nil:
		k.refuse(asFault("", keyFault(path, err)))
	case len(nips) == 0:
		k.refuse(refuse("enrol-unnamed", "path", path, "file", shellWord(path)))
	case len(nips) > 1:
		k.refuse(refuse("enrol-two-names", "path", path, "nips", strings.Join(nips, ", ")))
	default:
		k.names = append(k.names, path)
		k.owner[path], k.key[path] = nips[0], eddsa.PublicKey(pub)
	}
	return false
}

// meantAsKey says whether somebody meant to send a key in a file that holds none which can be used.
func meantAsKey(name string, nips []string, err error) bool {
	var odd *keyfile.FormError
	switch {
	case strings.HasPrefix(name, "."): // what file managers leave behind
		return false
	case len(nips) > 0, strings.Contains(strings.ToLower(name), ".pub"):
		return true
	}
	return errors.As(err, &odd) && odd.Form != keyfile.FormEmpty && odd.Form != keyfile.FormDocument
}

// judgePrivate refuses a private key that somebody sent for the public one. Beside that, or another
// of its owner, it is left.
func (k *keyFiles) judgePrivate(path string, owners map[string]bool) {
	_, beside := k.owner[path+".pub"]
	if beside || slices.ContainsFunc(nipsIn(filepath.Base(path)), func(nip string) bool { return owners[nip] }) {
		k.leave("enrol-left-private", "path", path)
		return
	}
	k.refuse(refuse("key-is-private", "path", path))
}

// onePerson leaves one file a person: the same key twice is one, of two keys none can be chosen,
// nor of two people who sent one key.
func (k *keyFiles) onePerson() {
	byOwner, byKey := map[string]firsts{}, map[eddsa.PublicKey]firsts{}
	for _, path := range k.names {
		nip, key := k.owner[path], k.key[path]
		byOwner[nip] = byOwner[nip].add(path, func(p string) bool { return k.key[p] != key })
		byKey[key] = byKey[key].add(path, func(p string) bool { return k.owner[p] != nip })
	}
	k.names = slices.DeleteFunc(k.names, func(path string) bool {
		nip, key := k.owner[path], k.key[path]
		first := byOwner[nip].first
		other := byOwner[nip].unlike(func(p string) bool { return k.key[p] != key })
		shared := byKey[key].unlike(func(p string) bool { return k.owner[p] != nip })
		switch {
		case shared != "":
			k.refuse(refuse("enrol-two-owners", "path", path, "other", shared))
		case other != "":
			k.refuse(refuse("enrol-two-keys", "path", path, "nip", nip, "other", other))
		case path != first:
			k.leave("enrol-left-same", "path", path, "other", first)
		default:
			return false
		}
		return true
	})
}

// firsts are the first of several files that have something in common, and the first which is
// unlike that one in something else.
type firsts struct{ first, second string }

func (f firsts) add(path string, unlike func(string) bool) firsts {
	if f.first == "" {
		f.first = path
	} else if f.second == "" && unlike(f.first) {
		f.second = path
	}
	return f
}

// unlike is the first file that differs from one of them; empty where there is none.
func (f firsts) unlike(differs func(string) bool) string {
	if differs(f.first) {
		return f.first
	}
	return f.second
}

const nipDigits = 18

var (
	nipRun = regexp.MustCompile(`[0-9]+`)
	// nipSpaced is an NIP as it is printed: birth, appointment, sex, serial.
	nipSpaced = regexp.MustCompile(`(?:^|[^0-9])([0-9]{8})[ ._-]+([0-9]{6})[ ._-]+([0-9])[ ._-]+([0-9]{3})(?:[^0-9]|$)`)
)

// nipsIn are the NIPs in a file's name, whatever stands around them: "NIP (1).pub",
// "NIP_nama.pub.txt". A run of digits of another length is none, and is said by who finds none.
func nipsIn(name string) (nips []string) {
	for _, run := range nipRun.FindAllString(name, -1) {
		if len(run) == nipDigits {
			nips = append(nips, run)
		}
	}
	if len(nips) == 0 {
		for _, parts := range nipSpaced.FindAllStringSubmatch(name, -1) {
			nips = append(nips, strings.Join(parts[1:], ""))
		}
	}
	slices.Sort(nips)
	return slices.Compact(nips)
}

// sayLeft says of every file that is not used why.
func (a *app) sayLeft(k keyFiles) {
	for _, f := range k.left {
		if message, _ := a.explain(f); a.json {
			a.complain(fmt.Sprint(f.args[1]), f)
		} else {
			fmt.Fprintln(a.stderr, phrase.Visible(message))
		}
	}
	refused := complaints{app: a}
	for _, f := range k.refused {
		refused.add(fmt.Sprint(f.args[1]), f) // the path
	}
	refused.end()
}
