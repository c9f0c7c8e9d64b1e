package ledger

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// What a server gives out of the log, in the units of C2SP tlog-tiles: tiles and entry bundles of
// up to 256. They are read as they stand; whoever takes them holds them against a signed
// checkpoint.

// Tile returns the first width hashes of a tile, 32 bytes each, or an error that wraps
// [ErrNotFound] where the log does not have so many. level 0 holds the leaves; width is 1 to 256.
func (l *Ledger) Tile(level int, n int64, width int) (data []byte, err error) {
	if level < 0 || n < 0 || width < 1 || width > store.TileHashes {
		return nil, fmt.Errorf("tile %d/%d of %d: %w", level, n, width, ErrNotFound)
	}
	err = l.book.View(func(t store.Txn) error {
		if data, err = t.Get(store.TileKey(level, n)); err == nil && len(data) < width*tlog.HashSize {
			err = fmt.Errorf("tile %d/%d of %d: %w", level, n, width, ErrNotFound)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return data[:width*tlog.HashSize], nil
}

// Entries returns the first width entries of bundle n, each behind its length in two bytes,
// big-endian, or an error that wraps [ErrNotFound] where one of them is not there. width is 1 to
// 256.
func (l *Ledger) Entries(n int64, width int) (bundle []byte, err error) {
	if n < 0 || n > signer.MaxIndex/store.TileHashes || width < 1 || width > store.TileHashes {
		return nil, fmt.Errorf("entries %d of %d: %w", n, width, ErrNotFound)
	}
	err = l.book.View(func(t store.Txn) error {
		for i := range width {
			index := uint64(n)*store.TileHashes + uint64(i)
			r, err := store.Stored[store.Registered](t, store.EntryKey(index))
			if err == nil && r == nil {
				err = fmt.Errorf("entry %d: %w", index, ErrNotFound)
			}
			if err != nil {
				return err
			}
			bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(r.Entry)))
			bundle = append(bundle, r.Entry...)
		}
		return nil
	})
	return bundle, err
}

// CommitmentText returns a text that a recorded campaign puts to its people, by its digest.
func (l *Ledger) CommitmentText(d signer.Digest) (string, error) {
	var statement signer.Digest
	err := l.book.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixCampaign}, func(_, value []byte) error {
			c, err := store.Unpack[store.CampaignState](value)
			if err == nil && c.Text == d {
				statement = c.Statement
			}
			return err
		})
	})
	if err == nil && statement == (signer.Digest{}) {
		err = fmt.Errorf("text %v: %w", d, ErrNotFound)
	}
	if err != nil {
		return "", err
	}
	c, err := statementAt[signer.Campaign](l, statement)
	return c.Claims().Text, err
}
