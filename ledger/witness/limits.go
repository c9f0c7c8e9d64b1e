package witness

// Every limit, each with its reason.
const (
	// maxBody is the longest add-checkpoint body in bytes: 63 hashes and a note of 100 signatures
	// of usual names.
	maxBody = 64 << 10
	// maxState is the longest state file in bytes: a checkpoint whose extension lines were
	// accepted, and its signatures.
	maxState = 2 * maxBody
	// monitorCache is how long a cache may give a checkpoint out of its own: a log publishes
	// one a second at most, and who watches it looks once in minutes.
	monitorCache = "public, max-age=5"
)
