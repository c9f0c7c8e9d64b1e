package checkup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"ikrar/ledger/internal/disk"
	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/signer/keyfile"
)

// Files looks at what lies in a home, and needs no ledger for that.
func Files(h *office.Home) (all []Finding) {
	if _, err := os.Lstat(h.KeyPath("root")); err == nil {
		all = append(all, found(RootKey, "path", h.KeyPath("root"))...)
	}
	if stray := owner.Stray(h.Dir); stray != nil {
		all = append(all, found(FileOwner, "path", stray.Path, "owner", stray.Owner, "user", stray.User)...)
	}
	all = append(all, modes(h)...)
	all = append(all, keys(h)...)
	if _, err := os.Stat(h.HeadPath()); errors.Is(err, fs.ErrNotExist) {
		all = append(all, found(HeadNone, "path", h.HeadPath())...)
	}
	return append(all, room(h)...)
}

// modes finds what others may change, and what holds people's data that others may read.
func modes(h *office.Home) (all []Finding) {
	if runtime.GOOS == "windows" { // there files inherit lists of rights, and have no modes
		return nil
	}
	for _, one := range []struct {
		path      string
		forbidden fs.FileMode
	}{{h.Dir, 0o022}, {h.ConfigPath(), 0o022}, {h.TrustPath(), 0o022}, {filepath.Dir(h.KeyPath("store")), 0o077},
		{h.LedgerDir(), 0o077}, {h.PDFPath(), 0o077}, {h.SocketPath(), 0o077}} {
		info, err := os.Stat(one.path)
		if err == nil && info.Mode().Perm()&one.forbidden != 0 {
			all = append(all, found(HomeMode, "path", one.path, "mode", fmt.Sprintf("%04o", info.Mode().Perm()),
				"right", fmt.Sprintf("%04o", info.Mode().Perm()&^one.forbidden))...)
		}
	}
	return all
}

// keys looks at the two keys that a server needs. The ledger's may have a passphrase, so only its
// file is looked at here: opening the ledger holds it against the trust list.
func keys(h *office.Home) (all []Finding) {
	for _, name := range []string{"store", "ledger"} {
		path := h.KeyPath(name)
		err := keyfile.CheckMode(path)
		if err == nil && name == "store" {
			_, err = office.ReadStoreKey(path)
		}
		if err == nil && name == "ledger" {
			_, err = os.ReadFile(path)
		}
		var mode *keyfile.PermissionError
		switch {
		case err == nil:
		case errors.As(err, &mode):
			all = append(all, found(KeyMode, "path", path, "command", mode.Fix())...)
		case errors.Is(err, fs.ErrNotExist):
			all = append(all, found(KeyMissing, "path", path)...)
		case errors.As(err, new(*fs.PathError)):
			all = append(all, found(Unreadable, "path", path)...)
		default:
			all = append(all, found(StoreKey, "path", path)...)
		}
	}
	return all
}

// Disk returns how many bytes are free where a home's ledger lies, and below how many nothing is
// recorded.
func Disk(h *office.Home) (free, reserve uint64, err error) {
	free, err = disk.Free(h.LedgerDir())
	return free, uint64(h.Config.Ledger.FreeSpaceReserveMiB) << 20, err
}

// room holds the free space against the reserve.
func room(h *office.Home) []Finding {
	free, reserve, err := Disk(h)
	code := DiskFull
	switch {
	case err != nil:
		return found(Unreadable, "path", h.LedgerDir())
	case free >= lowDisk*reserve:
		return nil
	case free >= reserve:
		code = DiskLow
	}
	return found(code, "path", h.LedgerDir(), "free", free>>20, "reserve", reserve>>20)
}
