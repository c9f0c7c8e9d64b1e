package s3

import (
	"errors"
	"fmt"
	"net"
	"slices"

	"github.com/aws/smithy-go"

	"ikrar/ledger/publish"
)

// What a service refuses, whatever is asked, until its operator has put it right.
var (
	ErrKeys   = errors.New("the service refuses these keys")
	ErrBucket = errors.New("the service has no such bucket")
	ErrClock  = errors.New("the service finds this machine's clock wrong")
)

var refusals = map[string]error{
	"AccessDenied": ErrKeys, "InvalidAccessKeyId": ErrKeys, "SignatureDoesNotMatch": ErrKeys,
	"ExpiredToken": ErrKeys, "InvalidToken": ErrKeys, "NoSuchBucket": ErrBucket,
	"RequestTimeTooSkewed": ErrClock,
}

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
	if refusal, ok := refusals[api.ErrorCode()]; ok {
		return fmt.Errorf("%s: %w: %s", name, refusal, api.ErrorCode())
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
	return isOneOf(err, publish.ErrAbsent, publish.ErrExists, publish.ErrChanged)
}

func isOneOf(err error, all ...error) bool {
	return slices.ContainsFunc(all, func(one error) bool { return errors.Is(err, one) })
}
