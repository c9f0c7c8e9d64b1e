package ledger

import (
	"encoding/binary"

	"ikrar/signer"
)

// The prefixes of the store; STORE.md says of each what it holds, whether it is trusted, and what an edit gains.
const (
	prefixEntry     = 'E' // index(8): registered, the entry with its registration
	prefixStatement = 'S' // index(8): statement, erasable
	prefixDigest    = 'D' // digest(32): index of the statement's entry
	prefixTile      = 't' // level(1) number(8): hashes
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
	prefixPublished = 'P' // nothing: note of the published checkpoint
	prefixDrawer    = 'v' // name 0x00 key: private, outside the log
	prefixErased    = 'g' // digest(32): erasedState
	prefixWipe      = 'w' // a key whose bytes are still to be taken off the disk
)

const (
	tileHeight       = 8 // C2SP tlog-tiles
	tileHashes       = 1 << tileHeight
	maxBatch         = 1024     // statements a transaction, under Badger's limit of a transaction with room to spare
	maxBatchBytes    = 1 << 20  // of statements, for the same reason
	openReserve      = 16 << 20 // bytes that opening needs: Badger begins files, although it records nothing yet
	clockSkewSeconds = 600      // how far a statement's clock may run ahead, and ours may jump
)

// olderEntry began the keys of entries in the layout before this one, s and d those of statements and receipts.
const olderEntry = 'e'

func entryKey(index uint64) []byte     { return indexKey(prefixEntry, index) }
func statementKey(index uint64) []byte { return indexKey(prefixStatement, index) }

func indexKey(prefix byte, index uint64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, 9), prefix), index)
}

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
	return binary.BigEndian.AppendUint64([]byte{prefixTile, byte(level)}, uint64(n))
}

func revokedKey(what signer.Target, target signer.Digest) []byte {
	return key(prefixRevoked, []byte{byte(what)}, target[:])
}
