package owner

// ownerOf knows no owner: on Windows what may be written is for lists of rights to say, and files
// inherit them.
func ownerOf(string) (uid int, ok bool) { return 0, false }
