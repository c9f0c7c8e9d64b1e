package main

import (
	"errors"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	acting "ikrar/ledger/remote"
	"ikrar/signer/invitation"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

var pledgeURLPhrases = phrase.Book{
	"arg.packet": {ID: "NIP.ikrar|ALAMAT", EN: "NIP.ikrar|URL"},
	"pledge.flag.code": {
		ID: "`KODE` undangan dari kepegawaian; hanya diperlukan saat pertama, dan tidak pernah dikirim",
		EN: "the invitation's `CODE` from HR; needed the first time only, and never sent",
	},
	"pledge.flag.wait":          {ID: "menunggu petugas pendaftar selama `WAKTU` ini", EN: "wait this `TIME` for a registrar"},
	"pledge.flag.no-passphrase": {ID: "kunci baru tanpa frasa sandi", EN: "make a new key without a passphrase"},
	"pledge.flag.replace": {
		ID: "menarik permintaan perangkat lain yang masih menunggu petugas, dan memakai kunci di sini",
		EN: "withdraw the request of another device that still waits for a registrar, and use the key here",
	},
	"pledge.root": {
		ID: "{institution}, {address}\nSidik jari kunci akar: {fingerprint}",
		EN: "{institution}, {address}\nFingerprint of the root key: {fingerprint}",
	},
	"pledge.root.ask":     {ID: "Sama dengan yang tertulis pada undangan Anda?", EN: "Is it the one on your invitation?"},
	"hint.pledge-address": {ID: "bila maksud Anda sebuah alamat, ketik {meant}", EN: "if you mean an address, type {meant}"},

	"fault.pledge-offline-flag": {ID: "{flag} hanya untuk komitmen di sebuah ALAMAT", EN: "{flag} is only for a pledge at a URL"},
	"fault.pledge-agent":        {ID: "--agent tidak dapat dipakai di sebuah ALAMAT", EN: "--agent cannot be used at a URL"},
	"fault.pledge-agent.hint": {
		ID: "minta NIP.ikrar dari kepegawaian dan tandatangani luring, atau beri --key BERKAS",
		EN: "ask HR for NIP.ikrar and sign offline, or give --key FILE",
	},
	"fault.pledge-url": {
		ID: "{address}: bukan alamat http atau https yang lengkap",
		EN: "{address}: not a whole http or https address",
	},
	"fault.pledge-plain": {
		ID: "{address}: tanpa https, data Anda dapat dibaca dan diubah di jalan",
		EN: "{address}: without https your data can be read and changed on their way",
	},
	"fault.pledge-plain.hint": {
		ID: "ketik {secure}, bila itu alamat pada undangan Anda",
		EN: "type {secure}, if that is the address on your invitation",
	},
	"fault.pledge-code": {ID: "kode undangan {value} salah ketik", EN: "the invitation's code {value} is mistyped"},
	"fault.pledge-code.hint": {
		ID: "ketik lagi 16 huruf dan angka dari undangan",
		EN: "type the 16 letters and digits of the invitation once more",
	},
	"fault.pledge-code.certificate": {
		ID: "itu kode sertifikat, bukan undangan: ikrar verify {value} memeriksanya. Kode undangan memuat 16 huruf dan angka",
		EN: "that is the code of a certificate, not of an invitation: ikrar verify {value} checks it. An invitation's code has 16 letters and digits",
	},
	"fault.pledge-no-key": {
		ID: "{path} belum ada, dan tanpa undangan kunci baru tidak dapat didaftarkan",
		EN: "{path} does not exist yet, and without an invitation a new key cannot be enrolled",
	},
	"fault.pledge-no-key.hint": {
		ID: "beri --code KODE dari undangan, atau --key BERKAS dengan kunci yang sudah terdaftar",
		EN: "give --code CODE of the invitation, or --key FILE with a key that is enrolled",
	},
}

// online is a pledge at an address: what was typed, and what is known of it.
type online struct {
	address, typed, keyPath, output, campaign string
	code                                      invitation.Code // none where the key is enrolled
	wait                                      time.Duration
	yes, bare, replace                        bool
	root                                      rootFlag
}

const (
	defaultPledgeKey  = "ikrar.key"
	defaultPledgeWait = time.Minute
	pollPause         = 3 * time.Second // between two looks whether a registrar has signed
)

// pledgeAt is all that an employee types: it holds the address against the trust list, shows whose
// invitation it is, makes the key, has it enrolled, shows the text, asks, posts, and saves the
// proof. Each step may be interrupted and repeated: what is on disk or recorded is not done again.
func (a *app) pledgeAt(cmd *cobra.Command, s online) error {
	ctx := cmd.Context()
	if err := readAddress(cmd, &s); err != nil {
		return err
	}
	list, err := a.trustAt(ctx, s)
	if err != nil {
		return err
	}
	v := &visit{app: a, online: s, list: list}
	o, err := v.enrolled(ctx)
	if err != nil {
		return err
	}
	chosen, err := v.choose(ctx, o.Campaigns)
	if err != nil {
		return err
	}
	if _, listed := o.Trust.Text(chosen.Digest); !listed {
		return refuse("pledge-no-text", "id", chosen.ID)
	}
	return v.pledge(ctx, o, chosen)
}

// signingPages are the paths of the page that a slip leads to.
var signingPages = []string{"/tanda", "/ttd", "/tandatangan"}

// fromSlip takes apart what the QR code of a slip holds, where that was typed or pasted: the
// institution's address, the page's path and the code. A code that was given counts more.
func fromSlip(typed, code string) (address, invited string) {
	address, fragment, _ := strings.Cut(typed, "#")
	if _, err := invitation.ParseCode(fragment); err != nil {
		return withoutPage(typed), code
	}
	if code == "" {
		code = fragment
	}
	return withoutPage(address), code
}

func withoutPage(address string) string {
	for _, page := range signingPages {
		if base, found := strings.CutSuffix(strings.TrimRight(address, "/"), page); found {
			return base
		}
	}
	return address
}

// parseAddress reads an address as it was typed.
func parseAddress(cmd *cobra.Command, typed string) (string, error) {
	base, err := remote.ParseURL(typed)
	if err != nil {
		err = proposed(refuse("pledge-url", "address", typed).usage(cmd.CommandPath()), typed)
	}
	return base, err
}

// readAddress judges what was typed, before anything is made or sent.
func readAddress(cmd *cobra.Command, s *online) error {
	base, err := parseAddress(cmd, s.address)
	if err != nil {
		return err
	}
	s.address = base
	if u, err := url.Parse(base); s.typed != "" && err == nil && u.Scheme == "http" {
		if plain, here := plainHere(base); !here {
			u.Scheme = "https"
			return refuse("pledge-plain", "address", plain, "secure", u.String())
		}
	}
	if s.typed != "" {
		if s.code, err = invitation.ParseCode(s.typed); err != nil {
			return mistypedCode(s.typed)
		}
	}
	if s.keyPath == "" {
		s.keyPath = defaultPledgeKey
	}
	if s.code == "" && !s.hasKey() {
		return refuse("pledge-no-key", "path", s.keyPath).mistyped()
	}
	return nil
}

// hasKey says whether there is a file where the key is, or shall be.
func (s online) hasKey() bool {
	_, err := os.Lstat(s.keyPath)
	return !errors.Is(err, fs.ErrNotExist)
}

func mistypedCode(typed string) error {
	f := refuse("pledge-code", "value", typed).mistyped()
	if _, err := verify.ParseCode(typed); err == nil {
		return f.hinted("fault.pledge-code.certificate")
	}
	return f
}

// plainHere is an address with http, and whether it is of this computer, where nobody else can read along.
func plainHere(address string) (plain string, here bool) {
	u, err := url.Parse(address)
	if err != nil {
		return address, false
	}
	u.Scheme = "http"
	ip := net.ParseIP(u.Hostname())
	return u.String(), u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// actingAt is the ledger served at an address, to be enrolled in and to pledge in.
func (a *app) actingAt(address string) acting.Ledger {
	return acting.At(a.client, address, string(a.lang))
}
