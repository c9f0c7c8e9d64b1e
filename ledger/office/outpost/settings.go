package outpost

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/signer"
	"ikrar/signer/files"
)

// emblemFile is where the emblem of the settings lies in the outpost.
const emblemFile = "lambang"

// PasswordFile is where the password of the mail server lies in an outpost, if it is kept.
const PasswordFile = "keys/surel"

var _ settings.Elsewhere = (*away)(nil)

// ReadSettings writes the settings as they are now into the outpost, and returns them. The paths in
// them are the outpost's own: what the server says of this machine's files is nothing to go by.
func (a *away) ReadSettings(ctx context.Context, h *office.Home) (c config.Config, was signer.Digest,
	by settings.Saved, err error) {
	s, err := ask[Settings](a.ledger, "Settings", Nothing{})
	if err != nil {
		return c, was, by, err
	}
	if c, err = config.Parse(h.ConfigPath(), s.Toml); err != nil {
		return c, was, by, err
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if c.Certificate.Emblem != "" {
		if err := files.Replace(filepath.Join(h.Dir, emblemFile), s.Emblem, files.Private); err != nil {
			return c, was, by, err
		}
		c.Certificate.Emblem = emblemFile
	}
	if c.Mail.PasswordFile != "" {
		c.Mail.PasswordFile = PasswordFile
	}
	if err := forgetPassword(h, c.Mail); err != nil {
		return c, was, by, err
	}
	text := c.Render()
	if before, err := os.ReadFile(h.ConfigPath()); err != nil || !bytes.Equal(before, text) {
		if err := files.Replace(h.ConfigPath(), text, files.Private); err != nil {
			return c, was, by, err
		}
	}
	looks := config.Config{Certificate: c.Certificate}
	a.sum = signer.DigestOf(append(looks.Render(), s.Emblem...))
	return c, signer.DigestOf(s.Toml), s.By, nil
}

// forgetPassword removes the password of the mail server where the settings now name another server
// than the one that it was typed for.
func forgetPassword(h *office.Home, now config.Mail) error {
	text, err := os.ReadFile(h.ConfigPath())
	if err == nil {
		before, bad := config.Parse(h.ConfigPath(), text)
		if was := before.Mail; bad == nil && was.Server == now.Server && was.Port == now.Port &&
			was.User == now.User && was.TLS == now.TLS {
			return nil
		}
	}
	if err := os.Remove(filepath.Join(h.Dir, filepath.FromSlash(PasswordFile))); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// SaveSettings saves settings at the server, in the officer's name.
func (a *away) SaveSettings(ctx context.Context, h *office.Home, c config.Config, emblem []byte,
	was signer.Digest) error {
	answer, err := ask[SaveAnswer](a.ledger, "Save", SaveCall{c.Render(), emblem, was, a.now().Unix()})
	if err == nil && answer.Stale {
		stands, bad := a.stands(ctx, h, c, emblem)
		if stands || bad != nil {
			return bad
		}
		err = &office.RefusedError{Code: office.Stale, Args: []any{"what", h.ConfigPath()}}
	}
	if err == nil {
		_, _, _, err = a.ReadSettings(ctx, h)
	}
	return err
}

// stands reports whether the settings are by now what was to be saved: a call whose answer was cut
// off may have been made, and is no other officer's.
func (a *away) stands(ctx context.Context, h *office.Home, c config.Config, emblem []byte) (bool, error) {
	now, _, _, err := a.ReadSettings(ctx, h)
	if err != nil {
		return false, err
	}
	if emblem != nil {
		there, err := os.ReadFile(filepath.Join(h.Dir, emblemFile))
		if now.Certificate.Emblem == "" || err != nil || !bytes.Equal(there, emblem) {
			return false, nil
		}
		c.Certificate.Emblem = emblemFile
	}
	if c.Mail.PasswordFile != "" {
		c.Mail.PasswordFile = PasswordFile
	}
	return bytes.Equal(now.Render(), c.Render()), nil
}

// News names how certificates are set, where that is otherwise than this officer has seen: a
// signatory, an emblem, a pattern of numbers that was not set here. It is "" where nothing is new.
func (a *away) News() string {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.sum.String() == a.mark.Settings {
		return ""
	}
	return a.sum.String()
}

// See says that the officer has seen how certificates are set: what News has named, or what is set
// now for "".
func (a *away) See(h *office.Home, news string) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if news == "" {
		news = a.sum.String()
	}
	if news == a.mark.Settings {
		return nil
	}
	a.mark.Settings = news
	return a.mark.write(h.Dir)
}

// News reports whether certificates are set otherwise than the officer of an outpost that is open
// has seen. [Seen] says that the officer has looked.
func News(h *office.Home) bool {
	a, ok := h.Away.(*away)
	return ok && a.News() != ""
}

// Seen says that the officer has seen the settings as they are.
func Seen(h *office.Home) error {
	a, ok := h.Away.(*away)
	if !ok {
		return nil
	}
	return a.See(h, "")
}
