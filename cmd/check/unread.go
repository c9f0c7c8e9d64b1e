package check

import (
	"errors"
	"io/fs"

	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/remote"
	"ikrar/verify/scan"
)

// causes are the sentences for the command's own errors, the first that fits; scan has those for
// its.
var causes = []struct {
	err error
	key string
}{
	{errPrint, "unread.print"},
	{errContradicts, "unread.contradicts"},
	{errNoLedger, "unread.code-alone"},
	{remote.ErrErased, "unread.code-erased"},
	{remote.ErrUnknown, "unread.code-unknown"},
	{errDirectory, "unread.directory"},
	{errNeither, "unread.neither"},
	{fs.ErrPermission, "unread.denied"},
	{fs.ErrNotExist, "unread.missing"},
	{errNoPicture, "unread.picture"},
}

// errNoPicture says that the picture shows no QR code.
var errNoPicture = errors.New("no QR code in the picture")

// unread answers for an input in which nothing could be read.
func (c *Checker) unread(name string, err error) answer.Answer {
	key, args := cause(err)
	a := answer.Unread(c.Lang, name, key, args...)
	if errors.Is(err, remote.ErrErased) {
		a.Status = verify.StateErased
	}
	return a
}

// cause is the key of the sentence for an error, and what fills it.
func cause(err error) (key string, args []any) {
	var typed *scan.TypedError
	if errors.As(err, &typed) {
		return "unread." + typed.What, []any{"count", typed.Count}
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.key, nil
		}
	}
	if key, args = scan.Cause(scan.Unknown, err); key != "" {
		return key, args
	}
	return "unread.unreadable", []any{"detail", err.Error()}
}
