package lambda

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"path"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
)

// code is a deployed package, shared by all functions that hold the same
// bytes.
type code struct {
	Sha256   string // base64, as the API shows it
	Size     int64  // of the zip
	Unzipped int64
	pkg      *sandbox.Package
	Image    string // its URI, where it is one
}

// FunctionCode is where a package comes from: exactly one of ZipFile and
// S3Bucket with S3Key.
type FunctionCode struct {
	ZipFile  []byte `aws:"flag=zip-file"`
	S3Bucket string `aws:"min=3,max=63"`
	S3Key    string `aws:"max=1024"`
	// ImageUri is an image in ECR, instead of a package. S3ObjectVersion is
	// AWS's; giving it says that it is not simulated.
	S3ObjectVersion string
	ImageUri        string
}

// load reads the package that c names.
func (s *Service) load(c FunctionCode) (*code, error) {
	switch {
	case c.ImageUri != "":
		return image(c.ImageUri)
	case c.S3ObjectVersion != "":
		return nil, aws.Errorf(400, NotSimulated, "skylab does not simulate versions of S3 objects")
	case len(c.ZipFile) > 0 && (c.S3Bucket != "" || c.S3Key != ""):
		return nil, invalid("Please do not provide other FunctionCode parameters when providing a ZipFile.")
	case len(c.ZipFile) > 0:
		return s.unpack(c.ZipFile)
	case c.S3Bucket != "" && c.S3Key != "":
		return s.fetch(c.S3Bucket, c.S3Key)
	}
	return nil, invalid("Please provide a source for function code.")
}

// fetch is a package from S3; its errors are S3's in Lambda's words
// (fact sheet 6.5 [LS]).
func (s *Service) fetch(bucket, key string) (*code, error) {
	if s.near.Objects == nil {
		return nil, aws.Errorf(400, NotSimulated, "there is no S3 in this world")
	}
	data, err := s.near.Objects.Read(bucket, key)
	if err != nil {
		return nil, invalid("Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %s", err.Code, err.Message)
	}
	return s.unpack(data)
}

// unpack reads a zip within AWS's limits. The same bytes are read once.
//
// fidelity: lambda.package-limits
func (s *Service) unpack(data []byte) (*code, error) {
	if len(data) > maxZipped {
		return nil, aws.Errorf(413, "RequestEntityTooLargeException", "Zipped size must be smaller than %d bytes", maxZipped)
	}
	sum := sha256.Sum256(data)
	id := base64.StdEncoding.EncodeToString(sum[:])
	if c := s.packages[id]; c != nil {
		return c, nil
	}
	files, size, err := unzip(data, maxUnzipped)
	if err != nil {
		return nil, err
	}
	pkg, err := sandbox.NewPackage(files)
	if err != nil {
		return nil, invalid("%s", badZip)
	}
	c := &code{Sha256: id, Size: int64(len(data)), Unzipped: size, pkg: pkg}
	s.packages[id] = c
	return c, nil
}

// badZip is AWS's answer to what is not a zip (6.5 [LS]).
const badZip = "Could not unzip uploaded file. Please check your file, then try to upload again."

// unzip reads all files of a zip into memory, at most limit bytes of them;
// the sizes that the zip states of itself are not trusted.
func unzip(data []byte, limit int64) (map[string][]byte, int64, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(r.File) == 0 {
		return nil, 0, invalid("%s", badZip)
	}
	files := map[string][]byte{}
	var total int64
	for _, f := range r.File {
		name, ok := inside(f.Name)
		if !ok {
			return nil, 0, invalid("%s", badZip)
		}
		if f.FileInfo().IsDir() {
			continue
		}
		body, err := content(f, limit-total)
		if errors.Is(err, errTooBig) {
			return nil, 0, invalid("Unzipped size must be smaller than %d bytes", limit)
		}
		if err != nil {
			return nil, 0, invalid("%s", badZip)
		}
		total += int64(len(body))
		files[name] = body
	}
	return files, total, nil
}

var errTooBig = errors.New("more bytes than allowed")

// content is the file's bytes, fewer than limit.
func content(f *zip.File, limit int64) ([]byte, error) {
	if f.UncompressedSize64 >= uint64(limit) {
		return nil, errTooBig
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // a reader of memory
	body, err := io.ReadAll(io.LimitReader(r, limit))
	if err == nil && int64(len(body)) >= limit {
		err = errTooBig
	}
	return body, err
}

// inside is the path of a file below the package's root; false if it would
// lead out of it.
func inside(name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean("/" + name)[1:]
	if strings.Contains("/"+name+"/", "/../") {
		return "", false
	}
	return clean, true
}
