package publish

import (
	"context"
	"errors"
)

// A Store keeps objects by name, as a bucket or a directory does. A name is a path of the server
// without its first slash: "checkpoint", "tile/0/000"; "/" itself is "index.html". Every write is
// conditional, so that two publishers, or one that was restored from an old backup, can not take
// each other's work away.
//
// Errors that are none of the three below are uncertain: what was to be written may be there or
// not. The publisher reads the object and compares before it goes on, so a Store never tries a
// write again by itself.
type Store interface {
	// Get returns an object and its version, for Replace. [ErrAbsent] where there is none.
	Get(ctx context.Context, name string) (body []byte, version string, err error)
	// Create makes an object that was not there (If-None-Match: *). [ErrExists] where there is one.
	Create(ctx context.Context, name string, o Object) error
	// Replace changes an object that still has this version (If-Match). [ErrChanged] where it has
	// another, or is gone.
	Replace(ctx context.Context, name string, o Object, version string) error
}

// An Object is what a web host answers with.
type Object struct {
	Body  []byte
	Type  string // Content-Type
	Cache string // Cache-Control
}

// What a Store says for certain.
var (
	ErrAbsent  = errors.New("no such object")
	ErrExists  = errors.New("the object exists already")
	ErrChanged = errors.New("the object was changed meanwhile")
)
