package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"

	"ikrar/signer"
)

// The prefixes of the store; STORE.md says of each what it holds, whether it is trusted, and what
// an edit gains.
const (
	PrefixEntry     = 'E' // bundle(7), bits reversed, position(1): registered, the entry with its registration
	PrefixStatement = 'S' // the same: statement, erasable
	PrefixDigest    = 'D' // digest(32): index of the statement's entry
	PrefixTile      = 'M' // level(1) number(8), bits reversed: hashes
	PrefixCode      = 'o' // code(14): index of the pledge
	PrefixCampaign  = 'c' // id: CampaignState
	PrefixSubject   = 'l' // subject(8): LiveState
	PrefixKey       = 'k' // public key(32): the subject whose key it is, for good
	PrefixPerson    = 'p' // subject(8) campaign id: index of the pledge
	PrefixRevoked   = 'x' // target kind(1) target(32): RevokedState
	PrefixPast      = 'a' // subject(8) index(8): kind of an entry about the person that is not in force
	PrefixEnded     = 'r' // index(8) of a pledge: index of the entry that revoked it
	PrefixCampaigns = 'C' // nothing: identifiers of all campaigns, a line each
	PrefixNumber    = 'n' // certificate number: digest of the issuance in force
	PrefixFile      = 'h' // SHA-256 of the PDF(32): digest of the issuance
	PrefixIssued    = 'i' // digest of the pledge(32): digest of the issuance in force
	PrefixTrust     = 'T' // nothing: digest of the trust list in force
	PrefixHead      = 'H' // nothing: Head
	PrefixKinds     = 'K' // nothing: KindsState
	PrefixPublished = 'P' // nothing: note of the published checkpoint
	PrefixDrawer    = 'v' // name 0x00 key: private, outside the log
	PrefixErased    = 'g' // digest(32): ErasedState
	PrefixWipe      = 'w' // a key whose bytes are still to be taken off the disk
)

// Indexed are the prefixes of what the log implies, and an audit derives.
const Indexed = string(PrefixCode) + string(PrefixCampaign) + string(PrefixSubject) + string(PrefixKey) +
	string(PrefixPerson) + string(PrefixRevoked) + string(PrefixPast) + string(PrefixEnded) +
	string(PrefixCampaigns) + string(PrefixNumber) + string(PrefixFile) + string(PrefixIssued) +
	string(PrefixTrust) + string(PrefixErased)

// The hashes of a tile: C2SP tlog-tiles.
const (
	TileHeight = 8
	TileHashes = 1 << TileHeight
)

// OlderEntry began the keys of entries in the first layout, which had other prefixes for
// statements, receipts and tiles too.
const OlderEntry = 'e'

// together are the prefixes all of whose keys are in one bucket.
var together = []byte{PrefixDrawer, PrefixWipe, PrefixCampaign, PrefixEnded, PrefixErased}

// lastBucket is that of private values and of what is to be erased of them: they are read in the
// order of their names.
const lastBucket = 0xff

// bucketOf is the byte that stands before a key in the database: nearly always the key's own second
// byte, which is as good as random, so that rows of all prefixes lie in each of 256 places. In
// plain order one table can lie around all rows of a prefix that gets none for a time, and Badger
// would merge these at once, in a gigabyte of memory.
func bucketOf(k []byte) (bucket byte) {
	switch {
	case k[0] == PrefixDrawer || k[0] == PrefixWipe:
		return lastBucket
	case k[0] == PrefixCampaign || k[0] == PrefixEnded || k[0] == PrefixErased: // few, and read one after the other
		return 0
	case k[0] == PrefixNumber: // an office's numbers begin and end alike
		for _, c := range k {
			bucket += c
		}
	case len(k) > 1:
		return k[1]
	}
	return bucket
}

// Placed is a key as the database has it.
func Placed(k []byte) []byte { return append(append(make([]byte, 0, 1+len(k)), bucketOf(k)), k...) }

// ComparePlaced compares two keys as the database orders them.
func ComparePlaced(a, b []byte) int {
	return cmp.Or(cmp.Compare(bucketOf(a), bucketOf(b)), bytes.Compare(a, b))
}

// bucketsOf says in which buckets the keys with a prefix are: from the first to the last.
func bucketsOf(prefix []byte) (first, last int) {
	switch {
	case len(prefix) > 0 && bytes.IndexByte(together, prefix[0]) >= 0, len(prefix) > 1 && prefix[0] != PrefixNumber:
		bucket := int(bucketOf(prefix))
		return bucket, bucket
	}
	return 0, lastBucket
}

func EntryKey(index uint64) []byte { return logKey(PrefixEntry, index) }

func StatementKey(index uint64) []byte { return logKey(PrefixStatement, index) }

// logKey is the key of a row of the log. The 256 of a bundle (C2SP tlog-tiles) lie side by side,
// and bundles all over the prefix, by their number with its bits reversed. In plain order
// everything new would stand at the end: a table that holds it, and what stands before the prefix,
// overlaps each table of the prefix, and Badger would merge gigabytes at once.
func logKey(prefix byte, index uint64) []byte {
	k := binary.BigEndian.AppendUint64(append(make([]byte, 0, 9), prefix), bits.Reverse64(index/TileHashes))
	k[8] = byte(index)
	return k
}

// BundleKey is what the keys of a bundle begin with.
func BundleKey(prefix byte, bundle uint64) []byte { return logKey(prefix, bundle*TileHashes)[:8] }

// LogIndex is the index in the key of a row of the log.
func LogIndex(k []byte) uint64 {
	return bits.Reverse64(binary.BigEndian.Uint64(k[1:])&^0xff)*TileHashes + uint64(k[8])
}

// InLog says whether a key is that of a row of a log of the given size.
func InLog(k []byte, size uint64) bool { return len(k) == len(logKey(0, 0)) && LogIndex(k) < size }

func Key(prefix byte, parts ...[]byte) []byte {
	n := 1
	for _, p := range parts {
		n += len(p)
	}
	k := append(make([]byte, 0, n), prefix)
	for _, p := range parts {
		k = append(k, p...)
	}
	return k
}

func DigestKey(prefix byte, d signer.Digest) []byte { return Key(prefix, d[:]) }

func TileKey(level int, n int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{PrefixTile, byte(level)}, bits.Reverse64(uint64(n)))
}

// TileNumber is the number in a tile's key.
func TileNumber(k []byte) uint64 { return bits.Reverse64(binary.BigEndian.Uint64(k[2:])) }

func RevokedKey(what signer.Target, target signer.Digest) []byte {
	return Key(PrefixRevoked, []byte{byte(what)}, target[:])
}

func Number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func IndexFrom(raw []byte) uint64 { return binary.BigEndian.Uint64(raw) }
