// Package checkup looks an institution's installation over, and says what is wrong with it: what
// has failed already, and what will. It changes nothing, and says it in codes; whoever calls it has
// the words.
package checkup

import "time"

// Code names a finding. What stands behind it are its arguments.
type Code string

// What is found.
const (
	RootKey    Code = "root-key"    // path: it lies on the machine that serves
	KeyMissing Code = "key-missing" // path
	KeyMode    Code = "key-mode"    // path, command: others may read it
	StoreKey   Code = "store-key"   // path: it is no key
	Unreadable Code = "unreadable"  // path
	HomeMode   Code = "home-mode"   // path, mode, right: others may read or change what is in it
	FileOwner  Code = "file-owner"  // path, owner, user: user ids
	HeadNone   Code = "head-none"   // path: nothing says whether entries are missing

	TrustEnded     Code = "trust-ended"     // days since
	TrustEnding    Code = "trust-ending"    // days left
	ClockBehind    Code = "clock-behind"    // seconds behind the last entry
	ClockAlone     Code = "clock-alone"     // nothing sets it
	DiskFull       Code = "disk-full"       // path, free, reserve: MiB; nothing is recorded
	DiskLow        Code = "disk-low"        // path, free, reserve: MiB
	BackupNone     Code = "backup-none"     // entries in the ledger
	BackupOld      Code = "backup-old"      // path, days, entries since
	PDFMissing     Code = "pdf-missing"     // count
	QuorumShort    Code = "quorum-short"    // need, have: witnesses that cosigned what is published
	WitnessSilent  Code = "witness-silent"  // name, why, detail: as in cosigning.WitnessState
	SlipsFormer    Code = "slips-former"    // count: people who may hold a slip that is void
	OutOfService   Code = "out-of-service"  // error: the ledger has halted
	LaterBuild     Code = "later-build"     // a newer build has continued the ledger
	NotServing     Code = "not-serving"     // no process serves this home
	FilesLimit     Code = "files-limit"     // limit, wanted, connections
	URLUnreachable Code = "url-unreachable" // url, error
	URLOther       Code = "url-other"       // url: it answers with another institution's trust list, or none
	URLBehind      Code = "url-behind"      // url, serial, want: it hands out an earlier list
	FactsDiffer    Code = "facts-differ"    // path, what, command: ikrar.toml against the trust list
	CopyFailing    Code = "copy-failing"    // to, error, tries: the last run of publishing failed
	CopyForked     Code = "copy-forked"     // to, seen, size: it shows what this ledger does not have
	CopyBehind     Code = "copy-behind"     // to, days, entries: nothing was published there since
	Unopened       Code = "ledger-unopened" // the caller's: why it does not open
)

// warnings are the findings that stop nothing yet. All others are of what does not work.
var warnings = map[Code]bool{RootKey: true, TrustEnding: true, ClockAlone: true, DiskLow: true, BackupNone: true,
	BackupOld: true, PDFMissing: true, WitnessSilent: true, SlipsFormer: true, NotServing: true, FilesLimit: true,
	URLBehind: true, CopyFailing: true, CopyBehind: true}

// Finding is one thing that is wrong.
type Finding struct {
	Code Code
	Args []any // alternating names and values
}

// Warning says that it stops nothing yet.
func (f Finding) Warning() bool { return warnings[f.Code] }

// Get is the argument of that name; nil where there is none.
func (f Finding) Get(name string) any {
	for i := 0; i+1 < len(f.Args); i += 2 {
		if f.Args[i] == any(name) {
			return f.Args[i+1]
		}
	}
	return nil
}

// Thresholds, each with its reason.
const (
	// RenewBefore is how long before its end a trust list is to be renewed: the root key lies in a
	// safe, and somebody has to fetch it.
	RenewBefore = 30 * 24 * time.Hour
	// BackupAge is how old a backup may become while the ledger grows: whoever makes one by a daily
	// timer is told within two days that it failed, over a weekend too.
	BackupAge = 3 * 24 * time.Hour
	// CopyAge is how old a copy on another web host may become while the ledger grows, and
	// copyForgotten how long somebody is reminded of it: who has given up a place is left in peace.
	CopyAge       = 24 * time.Hour
	copyForgotten = 30 * 24 * time.Hour
	// lowDisk is how many times the reserve is little: so much is left to act in.
	lowDisk = 2
)

func found(code Code, args ...any) []Finding { return []Finding{{code, args}} }
