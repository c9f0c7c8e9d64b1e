package check

import (
	"errors"
	"io/fs"

	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/remote"
	"ikrar/verify/scan"
)

// causes are the sentences for errors, the first that fits. ErrForeign wraps ErrNothing.
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
	{scan.ErrAmbiguous, "unread.ambiguous"},
	{scan.ErrEncrypted, "unread.encrypted"},
	{scan.ErrForeign, "unread.foreign"},
	{scan.ErrSeveral, "unread.several"},
	{scan.ErrUnclear, "unread.closer"},
	{scan.ErrEmpty, "unread.empty"},
	{errNoPicture, "unread.picture"},
	{scan.ErrNothing, "unread.nothing"},
	{scan.ErrPDF, "unread.damaged"},
	{scan.ErrImage, "unread.damaged"},
	{scan.ErrFormat, "unread.unknown"},
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
	var limit *scan.LimitError
	if errors.As(err, &limit) {
		return causeOfLimit(limit)
	}
	if format := (*scan.FormatError)(nil); errors.As(err, &format) {
		return causeOfFormat(format)
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.key, nil
		}
	}
	return "unread.unreadable", []any{"detail", err.Error()}
}

func causeOfFormat(format *scan.FormatError) (key string, args []any) {
	key, args = "unread."+string(format.Remedy), []any{"format", format.Format}
	if format.Holds != "" {
		return key + "-holds", append(args, "name", format.Holds)
	}
	return key, args
}

func causeOfLimit(limit *scan.LimitError) (key string, args []any) {
	switch limit.Unit {
	case scan.Pixels:
		return "unread.large-picture", []any{"limit", limit.Limit / 1_000_000}
	case scan.Memory: // of which a pixel takes 20 bytes at most
		return "unread.large-picture", []any{"limit", limit.Limit / 20_000_000}
	case scan.Objects, scan.Streams:
		return "unread.large-pdf", nil
	case scan.Pictures:
		return "unread.partly", []any{"seen", limit.Limit, "all", limit.Have}
	}
	return "unread.large", []any{"limit", limit.Limit >> 20}
}
