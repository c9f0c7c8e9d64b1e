package s3

import (
	"errors"
	"fmt"
	"net"

	"github.com/aws/smithy-go"

	"ikrar/ledger/publish"
)

// said tells what the service said, by its own code, from what only went wrong. The client's words
// name addresses and requests, of which nobody who reads them has any use.
func said(name string, err error, codes map[string]error) error {
	if err == nil {
		return nil
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		return fmt.Errorf("%s: %w", name, innermost(err))
	}
	if certain, ok := codes[api.ErrorCode()]; ok {
		return fmt.Errorf("%s: %w", name, certain)
	}
	return fmt.Errorf("%s: %s: %.200s", name, api.ErrorCode(), api.ErrorMessage())
}

// innermost is what went wrong, below the layers of the client.
func innermost(err error) error {
	var network *net.OpError
	if errors.As(err, &network) {
		return network
	}
	for below := errors.Unwrap(err); below != nil; below = errors.Unwrap(below) {
		err = below
	}
	return err
}

func isCertain(err error) bool {
	return errors.Is(err, publish.ErrAbsent) || errors.Is(err, publish.ErrExists) || errors.Is(err, publish.ErrChanged)
}
