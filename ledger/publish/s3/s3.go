// Package s3 keeps published objects in a bucket of an S3 service: Amazon's, or another that
// honours conditional writes. It is the only package that knows its client.
package s3

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ikrar/ledger/publish"
)

const (
	writeTimeout = 2 * time.Minute  // of one write: a status list of megabytes over a slow line
	readTimeout  = 30 * time.Second // of one reading, until all of it is here
	readTries    = 3
	firstPause   = 200 * time.Millisecond // before a reading is tried again; then three times as long

	maxObject = 64 << 20 // bytes: far above anything that is published
)

// Store is a place in a bucket: the objects whose keys begin with a prefix.
//
// Whoever may write needs s3:GetObject, s3:PutObject and s3:ListBucket: without the last one the
// service calls what is not there forbidden, and nobody can tell.
type Store struct {
	client *s3.Client
	bucket string
	prefix string // with a final slash, or empty
}

// MissingError says that the environment lacks a variable.
type MissingError struct{ Name string }

func (e *MissingError) Error() string { return e.Name + " is not set" }

// AddressError says that an address is not s3://BUCKET or s3://BUCKET/PREFIX, or that the endpoint
// is not the address of a server.
type AddressError struct{ Value string }

func (e *AddressError) Error() string { return fmt.Sprintf("%q is no address", e.Value) }

// Open names a place, s3://BUCKET/PREFIX, and asks nothing yet. Endpoint, region and keys are those
// of the environment, as AWS's own tools read them: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL,
// AWS_REGION or AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
// A service with an endpoint of its own is asked for its buckets by path, and needs no region.
//
// The error is an [*AddressError] or a [*MissingError].
func Open(_ context.Context, address string, env func(string) string) (publish.Store, error) {
	s, err := place(address)
	if err != nil {
		return nil, err
	}
	o := s3.Options{
		Retryer:    aws.NopRetryer{}, // a write is not repeated before somebody has looked what became of it
		HTTPClient: newClient(),
		// Other services do not know the checksums of Amazon's.
		RequestChecksumCalculation:   aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation:   aws.ResponseChecksumValidationWhenRequired,
		ContinueHeaderThresholdBytes: -1,
		DisableS3ExpressSessionAuth:  aws.Bool(true),
		DisableClockSkewCorrection:   true,
	}
	o.Region = first(env("AWS_REGION"), env("AWS_DEFAULT_REGION"))
	if endpoint := first(env("AWS_ENDPOINT_URL_S3"), env("AWS_ENDPOINT_URL")); endpoint != "" {
		u, err := url.Parse(endpoint)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return nil, &AddressError{endpoint}
		}
		o.BaseEndpoint, o.UsePathStyle, o.Region = &endpoint, true, first(o.Region, "us-east-1")
	}
	keys := aws.Credentials{AccessKeyID: env("AWS_ACCESS_KEY_ID"), SecretAccessKey: env("AWS_SECRET_ACCESS_KEY"),
		SessionToken: env("AWS_SESSION_TOKEN")}
	for _, needed := range []struct{ name, value string }{{"AWS_REGION", o.Region},
		{"AWS_ACCESS_KEY_ID", keys.AccessKeyID}, {"AWS_SECRET_ACCESS_KEY", keys.SecretAccessKey}} {
		if needed.value == "" {
			return nil, &MissingError{needed.name}
		}
	}
	o.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return keys, nil })
	s.client = s3.New(o)
	return s, nil
}

// place reads s3://BUCKET/PREFIX.
func place(address string) (*Store, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil || u.Port() != "" || u.RawQuery != "" ||
		u.Fragment != "" {
		return nil, &AddressError{address}
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" && path.Clean(prefix) != prefix || strings.HasPrefix(prefix, "..") {
		return nil, &AddressError{address}
	}
	if prefix != "" {
		prefix += "/"
	}
	return &Store{bucket: u.Host, prefix: prefix}, nil
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// key is where an object lies. A name that others have below them is the index of a directory: many
// services keep objects as files, and show that under the directory's name.
func (s *Store) key(name string) *string {
	if name == "panduan" {
		name += "/index.html"
	}
	return aws.String(s.prefix + name)
}

// Get returns an object, unpacked where it lies there packed, and its ETag. What went wrong may be
// over soon: it is tried again.
func (s *Store) Get(ctx context.Context, name string) (body []byte, version string, err error) {
	pause := firstPause
	for try := 1; ; try++ {
		body, version, err = s.get(ctx, name)
		if err == nil || isCertain(err) || isOneOf(err, ErrKeys, ErrBucket, ErrClock) || try == readTries {
			return body, version, err
		}
		select {
		case <-time.After(pause):
			pause *= 3
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
	}
}

func (s *Store) get(ctx context.Context, name string) (body []byte, version string, err error) {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	answer, err := s.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &s.bucket, Key: s.key(name)})
	if err != nil {
		return nil, "", said(name, err, map[string]error{"NoSuchKey": publish.ErrAbsent})
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(io.LimitReader(answer.Body, maxObject+1))
	switch {
	case err != nil:
		return nil, "", said(name, err, nil)
	case answer.ContentLength != nil && int64(len(body)) != *answer.ContentLength:
		return nil, "", said(name, io.ErrUnexpectedEOF, nil)
	case aws.ToString(answer.ETag) == "":
		return nil, "", fmt.Errorf("%s: the service names no version", name)
	}
	if aws.ToString(answer.ContentEncoding) == packing {
		if body, err = unpacked(body); err != nil {
			return nil, "", said(name, err, nil)
		}
	}
	return body, *answer.ETag, nil
}

// Create makes an object that was not there.
func (s *Store) Create(ctx context.Context, name string, o publish.Object) error {
	return said(name, s.put(ctx, name, o, &s3.PutObjectInput{IfNoneMatch: aws.String("*")}),
		map[string]error{"PreconditionFailed": publish.ErrExists})
}

// Replace changes an object that still has an ETag.
func (s *Store) Replace(ctx context.Context, name string, o publish.Object, version string) error {
	return said(name, s.put(ctx, name, o, &s3.PutObjectInput{IfMatch: &version}),
		map[string]error{"PreconditionFailed": publish.ErrChanged, "NoSuchKey": publish.ErrChanged})
}

// put writes once.
func (s *Store) put(ctx context.Context, name string, o publish.Object, in *s3.PutObjectInput) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	body, encoding := packed(o)
	in.Bucket, in.Key, in.Body = &s.bucket, s.key(name), bytes.NewReader(body)
	in.ContentType, in.CacheControl, in.ContentLength = &o.Type, &o.Cache, aws.Int64(int64(len(body)))
	in.ContentEncoding = encoding
	_, err := s.client.PutObject(ctx, in)
	return err
}
