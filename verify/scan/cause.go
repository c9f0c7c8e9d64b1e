package scan

import "errors"

// causes are the sentences for errors, the first that fits: some wrap ErrNothing.
var causes = []struct {
	err error
	key string
}{
	{ErrAmbiguous, "unread.ambiguous"},
	{ErrEncrypted, "unread.encrypted"},
	{ErrForeign, "unread.foreign"},
	{ErrSeveral, "unread.several"},
	{ErrUnclear, "unread.closer"},
	{ErrEmpty, "unread.empty"},
	{ErrNothing, "unread.nothing"},
	{ErrPDF, "unread.damaged"},
	{ErrImage, "unread.damaged"},
	{ErrFormat, "unread.unknown"},
}

// Cause is the key of the sentence in verify/phrase/unread.go for an error of [Find] about an input
// of a kind, with what fills it, name by name; "" of any other error.
func Cause(kind Kind, err error) (key string, args []any) {
	var limit *LimitError
	if errors.As(err, &limit) {
		return causeOfLimit(limit)
	}
	if format := (*FormatError)(nil); errors.As(err, &format) {
		return causeOfFormat(format)
	}
	for _, c := range causes {
		if !errors.Is(err, c.err) {
			continue
		}
		if c.err == ErrNothing && kind == Image {
			return "unread.picture", nil
		}
		return c.key, nil
	}
	return "", nil
}

func causeOfFormat(format *FormatError) (key string, args []any) {
	key, args = "unread."+string(format.Remedy), []any{"format", format.Format}
	if format.Holds != "" {
		return key + "-holds", append(args, "name", format.Holds)
	}
	return key, args
}

func causeOfLimit(limit *LimitError) (key string, args []any) {
	switch limit.Unit {
	case Pixels:
		return "unread.large-picture", []any{"limit", limit.Limit / 1_000_000}
	case Memory: // of which a pixel takes 20 bytes at most
		return "unread.large-picture", []any{"limit", limit.Limit / 20_000_000}
	case Objects, Streams:
		return "unread.large-pdf", nil
	case Pictures:
		return "unread.partly", []any{"seen", limit.Limit, "all", limit.Have}
	}
	return "unread.large", []any{"limit", limit.Limit >> 20}
}
