package ledger

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"

	"ikrar/signer"
)

// The prefixes of the store; STORE.md says of each what it holds, whether it is trusted, and what an edit gains.
const (
	prefixEntry     = 'E' // bundle(7), bits reversed, position(1): registered, the entry with its registration
	prefixStatement = 'S' // the same: statement, erasable
	prefixDigest    = 'D' // digest(32): index of the statement's entry
	prefixTile      = 'M' // level(1) number(8), bits reversed: hashes
	prefixCode      = 'o' // code(14): index of the pledge
	prefixCampaign  = 'c' // id: campaignState
	prefixSubject   = 'l' // subject(8): liveState
	prefixKey       = 'k' // public key(32): the subject whose key it is, for good
	prefixPerson    = 'p' // subject(8) campaign id: index of the pledge
	prefixRevoked   = 'x' // target kind(1) target(32): revokedState
	prefixPast      = 'a' // subject(8) index(8): kind of an entry about the person that is not in force
	prefixEnded     = 'r' // index(8) of a pledge: index of the entry that revoked it
	prefixCampaigns = 'C' // nothing: identifiers of all campaigns, a line each
	prefixNumber    = 'n' // certificate number: digest of the issuance in force
	prefixFile      = 'h' // SHA-256 of the PDF(32): digest of the issuance
	prefixIssued    = 'i' // digest of the pledge(32): digest of the issuance in force
	prefixTrust     = 'T' // nothing: digest of the trust list in force
	prefixHead      = 'H' // nothing: head
	prefixKinds     = 'K' // nothing: kindsState
	prefixPublished = 'P' // nothing: note of the published checkpoint
	prefixDrawer    = 'v' // name 0x00 key: private, outside the log
	prefixErased    = 'g' // digest(32): erasedState
	prefixWipe      = 'w' // a key whose bytes are still to be taken off the disk
)

// indexed are the prefixes of what the log implies, and an audit derives.
const indexed = string(prefixCode) + string(prefixCampaign) + string(prefixSubject) + string(prefixKey) + string(prefixPerson) +
	string(prefixRevoked) + string(prefixPast) + string(prefixEnded) + string(prefixCampaigns) + string(prefixNumber) +
	string(prefixFile) + string(prefixIssued) + string(prefixTrust) + string(prefixErased)

const (
	tileHeight       = 8 // C2SP tlog-tiles
	tileHashes       = 1 << tileHeight
	maxBatch         = 1024     // statements a transaction, under Badger's limit of a transaction with room to spare
	maxBatchBytes    = 1 << 20  // of statements, for the same reason
	openReserve      = 16 << 20 // bytes that opening needs: Badger begins files, although it records nothing yet
	clockSkewSeconds = 600      // how far a statement's clock may run ahead, and ours may jump
)

// olderEntry began the keys of entries in the first layout, which had other prefixes for statements, receipts and tiles too.
const olderEntry = 'e'

// together are the prefixes all of whose keys are in one bucket.
var together = []byte{prefixDrawer, prefixWipe, prefixCampaign, prefixEnded, prefixErased}

// lastBucket is that of private values and of what is to be erased of them: they are read in the order of their names.
const lastBucket = 0xff

// bucketOf is the byte that stands before a key in the database: nearly always the key's own second byte, which is as good as
// random, so that rows of all prefixes lie in each of 256 places. In plain order one table can lie around all rows of a prefix
// that gets none for a time, and Badger would merge these at once, in a gigabyte of memory.
func bucketOf(k []byte) (bucket byte) {
	switch {
	case k[0] == prefixDrawer || k[0] == prefixWipe:
		return lastBucket
	case k[0] == prefixCampaign || k[0] == prefixEnded || k[0] == prefixErased: // few, and read one after the other
		return 0
	case k[0] == prefixNumber: // an office's numbers begin and end alike
		for _, c := range k {
			bucket += c
		}
	case len(k) > 1:
		return k[1]
	}
	return bucket
}

// placed is a key as the database has it.
func placed(k []byte) []byte { return append(append(make([]byte, 0, 1+len(k)), bucketOf(k)), k...) }

// comparePlaced compares two keys as the database orders them.
func comparePlaced(a, b []byte) int {
	return cmp.Or(cmp.Compare(bucketOf(a), bucketOf(b)), bytes.Compare(a, b))
}

// bucketsOf says in which buckets the keys with a prefix are: from the first to the last.
func bucketsOf(prefix []byte) (first, last int) {
	switch {
	case len(prefix) > 0 && bytes.IndexByte(together, prefix[0]) >= 0, len(prefix) > 1 && prefix[0] != prefixNumber:
		bucket := int(bucketOf(prefix))
		return bucket, bucket
	}
	return 0, lastBucket
}

func entryKey(index uint64) []byte     { return logKey(prefixEntry, index) }
func statementKey(index uint64) []byte { return logKey(prefixStatement, index) }

// logKey is the key of a row of the log. The 256 of a bundle (C2SP tlog-tiles) lie side by side, and bundles all over the
// prefix, by their number with its bits reversed. In plain order everything new would stand at the end: a table that holds it,
// and what stands before the prefix, overlaps each table of the prefix, and Badger would merge gigabytes at once.
func logKey(prefix byte, index uint64) []byte {
	k := binary.BigEndian.AppendUint64(append(make([]byte, 0, 9), prefix), bits.Reverse64(index/tileHashes))
	k[8] = byte(index)
	return k
}

// bundleKey is what the keys of a bundle begin with.
func bundleKey(prefix byte, bundle uint64) []byte { return logKey(prefix, bundle*tileHashes)[:8] }

// logIndex is the index in the key of a row of the log.
func logIndex(k []byte) uint64 {
	return bits.Reverse64(binary.BigEndian.Uint64(k[1:])&^0xff)*tileHashes + uint64(k[8])
}

// inLog says whether a key is that of a row of a log of the given size.
func inLog(k []byte, size uint64) bool { return len(k) == len(logKey(0, 0)) && logIndex(k) < size }

func key(prefix byte, parts ...[]byte) []byte {
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

func digestKey(prefix byte, d signer.Digest) []byte { return key(prefix, d[:]) }

func tileKey(level int, n int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{prefixTile, byte(level)}, bits.Reverse64(uint64(n)))
}

// tileNumber is the number in a tile's key.
func tileNumber(k []byte) uint64 { return bits.Reverse64(binary.BigEndian.Uint64(k[2:])) }

func revokedKey(what signer.Target, target signer.Digest) []byte {
	return key(prefixRevoked, []byte{byte(what)}, target[:])
}
