package sdk

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// large is more than two of the smallest parts.
var large = bytes.Repeat([]byte("0123456789abcdef"), 11<<20/16)

// inParts makes the transfer manager take that for large. It gets an object by
// the numbers of its parts, as it does by default.
func inParts(o *transfermanager.Options) { o.MultipartUploadThreshold, o.PartSizeBytes = 5<<20, 5<<20 }

// inRanges makes it get an object in ranges of bytes.
func inRanges(o *transfermanager.Options) {
	o.GetObjectType, o.PartSizeBytes = types.GetObjectRanges, 5<<20
}

// Both transfer managers put a large object in parts, several at once, and get
// it in parts or ranges; its checksums are compared on the way.
func TestTransferManagers(t *testing.T) {
	w := serve(t, "s3api")
	c := s3.NewFromConfig(w.config(), pathStyle)
	bucket := str("uploads")
	do(w, c.CreateBucket, &s3.CreateBucketInput{Bucket: bucket})
	for name, put := range map[string]func(*string) error{
		"manager": func(key *string) error {
			_, err := manager.NewUploader(c).Upload(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: key, Body: bytes.NewReader(large)})
			return err
		},
		"transfermanager": func(key *string) error {
			_, err := transfermanager.New(c, inParts).UploadObject(t.Context(), &transfermanager.UploadObjectInput{Bucket: bucket, Key: key, Body: bytes.NewReader(large)})
			return err
		},
		"a stream": func(key *string) error {
			_, err := manager.NewUploader(c).Upload(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: key, Body: io.MultiReader(bytes.NewReader(large))})
			return err
		},
	} {
		if err := put(&name); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if head := do(w, c.HeadObject, &s3.HeadObjectInput{Bucket: bucket, Key: &name}); !strings.Contains(*head.ETag, "-") {
			t.Errorf("%s has put the object in one piece: %s", name, *head.ETag)
		}
		w.downloads(c, bucket, &name)
	}
}

func (w *world) downloads(c *s3.Client, bucket, key *string) {
	got := manager.NewWriteAtBuffer(nil)
	if _, err := manager.NewDownloader(c).Download(w.Context(), got, &s3.GetObjectInput{Bucket: bucket, Key: key}); err != nil || !bytes.Equal(got.Bytes(), large) {
		w.Errorf("%s: the manager has got %d bytes: %v", *key, len(got.Bytes()), err)
	}
	for _, way := range []func(*transfermanager.Options){inParts, inRanges} {
		out, err := transfermanager.New(c, way).GetObject(w.Context(), &transfermanager.GetObjectInput{Bucket: bucket, Key: key})
		if err != nil {
			w.Errorf("%s: %v", *key, err)
			continue
		}
		if body, err := io.ReadAll(out.Body); err != nil || !bytes.Equal(body, large) {
			w.Errorf("%s: the transfer manager has got %d bytes: %v", *key, len(body), err)
		}
	}
}

// A presigned URL says all in itself, its service in the credential of the
// query: whoever has it needs no client.
func TestPresignedURLs(t *testing.T) {
	w := serve(t, "s3api")
	c := s3.NewFromConfig(w.config(), pathStyle)
	bucket, key := str("photos"), str("a b/größe+c&d.txt")
	do(w, c.CreateBucket, &s3.CreateBucketInput{Bucket: bucket})
	p := s3.NewPresignClient(s3.NewFromConfig(config(w.url), pathStyle), s3.WithPresignExpires(time.Minute))
	put, err := p.PresignPutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: key, ContentType: str("text/plain"), Metadata: map[string]string{"color": "red"}})
	if err != nil {
		t.Fatal(err)
	}
	if status, body, _ := w.plainly(put.Method, put.URL, put.SignedHeader, "hello"); status != 200 {
		t.Errorf("put: %d %s", status, body)
	}
	get, err := p.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if status, body, h := w.plainly(get.Method, get.URL, get.SignedHeader, ""); status != 200 || body != "hello" || h.Get("Content-Type") != "text/plain" || h.Get("X-Amz-Meta-Color") != "red" {
		t.Errorf("get: %d %s %v", status, body, h)
	}
	head, err := p.PresignHeadObject(t.Context(), &s3.HeadObjectInput{Bucket: bucket, Key: str("none")})
	if err != nil {
		t.Fatal(err)
	}
	if status, body, _ := w.plainly(head.Method, head.URL, head.SignedHeader, ""); status != 404 || body != "" {
		t.Errorf("head: %d %s", status, body)
	}
	remove, err := p.PresignDeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	if status, body, _ := w.plainly(remove.Method, remove.URL, remove.SignedHeader, ""); status != 204 {
		t.Errorf("delete: %d %s", status, body)
	}
	if status, body, _ := w.plainly(get.Method, get.URL, get.SignedHeader, ""); status != 404 || !strings.Contains(body, "<Code>NoSuchKey</Code>") {
		t.Errorf("get: %d %s", status, body)
	}
}

// plainly sends a request without any client of AWS's.
func (w *world) plainly(method, url string, header http.Header, body string) (int, string, http.Header) {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, url, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	r.Header = header.Clone()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		w.Fatal(err)
	}
	return answer.StatusCode, string(data), answer.Header
}

// A bucket may stand in the host, as the SDK has it by default: under a name
// that this machine resolves to itself, or that a client resolves so.
func TestBucketsInTheHost(t *testing.T) {
	w := serve(t, "s3api")
	at, err := http.NewRequest(http.MethodGet, w.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	port := at.URL.Port()
	for _, host := range []string{"localhost", "s3.localhost"} {
		t.Run(host, func(t *testing.T) {
			w := &world{T: t, service: w.service, inner: w.inner, url: "http://" + host + ":" + port, replies: w.replies, done: w.done, used: w.used}
			config := w.config()
			config.HTTPClient = awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) {
				t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
					var d net.Dialer
					return d.DialContext(ctx, network, "127.0.0.1:"+port)
				}
			})
			c := s3.NewFromConfig(config)
			bucket, key := str("photos-"+strings.ReplaceAll(host, ".", "-")), str("a/b größe")
			do(w, c.CreateBucket, &s3.CreateBucketInput{Bucket: bucket})
			do(w, c.PutObject, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("hello")})
			w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: key}, "hello")
			if got := do(w, c.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(1)}).Contents; len(got) != 1 {
				t.Errorf("listed %+v", got)
			}
			refuse(w, "NoSuchKey", c.GetObject, &s3.GetObjectInput{Bucket: bucket, Key: str("none")})
		})
	}
}
