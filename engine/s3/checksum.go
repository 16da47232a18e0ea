package s3

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Checksum is the checksum that S3 keeps with an object or a part.
type Checksum struct {
	// Algorithm is AWS's name of it: "CRC64NVME".
	Algorithm string
	// Value is in base64; a composite one ends with the number of parts, "-3".
	Value string
	// Type is FULL_OBJECT, or COMPOSITE for a checksum of the parts' checksums.
	Type string
}

const (
	fullObject = "FULL_OBJECT"
	composite  = "COMPOSITE"
	// defaultAlgorithm is that of an object whose writer names none.
	defaultAlgorithm = "CRC64NVME"
)

// checksum is that of whole bytes.
func checksum(algorithm string, body []byte) Checksum {
	return Checksum{algorithm, base64.StdEncoding.EncodeToString(aws.Checksum(algorithm, body)), fullObject}
}

// given are the values of a request's checksum members, "" where not given.
type given struct{ crc32, crc32c, crc64nvme, sha1, sha256 string }

// one is the algorithm and the value that was given, "" where none was.
func (g given) one() (algorithm, value string, err error) {
	for i, v := range []string{g.crc32, g.crc32c, g.crc64nvme, g.sha1, g.sha256} {
		switch {
		case v == "":
		case value != "":
			return "", "", fail(400, "InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
		default:
			algorithm, value = aws.ChecksumAlgorithms[i], v
		}
	}
	return algorithm, value, nil
}

// checksumOf is the checksum that S3 keeps of a body: by the algorithm of the
// value that came with it, which must be right, or the one asked for, or the
// default.
//
// fidelity: s3.checksums
func checksumOf(body []byte, asked string, g given) (Checksum, error) {
	if err := knownAlgorithm(asked); err != nil {
		return Checksum{}, err
	}
	algorithm, value, err := g.one()
	if err != nil {
		return Checksum{}, err
	}
	if value == "" {
		if asked == "" {
			asked = defaultAlgorithm
		}
		return checksum(asked, body), nil
	}
	sum := aws.Checksum(algorithm, body)
	if want, err := base64.StdEncoding.DecodeString(value); err != nil || len(want) != len(sum) {
		return Checksum{}, fail(400, "InvalidRequest", "Value for x-amz-checksum-"+strings.ToLower(algorithm)+" header is invalid.")
	} else if !bytes.Equal(want, sum) {
		return Checksum{}, badDigest(algorithm)
	}
	return Checksum{algorithm, value, fullObject}, nil
}

func badDigest(algorithm string) *aws.Error {
	return fail(400, "BadDigest", "The "+algorithm+" you specified did not match the calculated checksum.")
}

// knownAlgorithm refuses an algorithm that nobody knows, and those that skylab
// leaves out.
func knownAlgorithm(name string) error {
	switch {
	case name == "" || slices.Contains(aws.ChecksumAlgorithms, name):
		return nil
	case slices.Contains([]string{"SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"}, name):
		return aws.Errorf(501, "NotImplemented", "skylab does not simulate the checksum algorithm %s.", name)
	}
	return fail(400, "InvalidRequest", "Checksum algorithm provided is unsupported. Please try again with any of the valid types: ["+
		strings.Join(aws.ChecksumAlgorithms, ", ")+"]")
}

// each is the value in the member of its algorithm.
func (c Checksum) each() (crc32, crc32c, crc64nvme, sha1, sha256 string) {
	switch c.Algorithm {
	case "CRC32":
		crc32 = c.Value
	case "CRC32C":
		crc32c = c.Value
	case "CRC64NVME":
		crc64nvme = c.Value
	case "SHA1":
		sha1 = c.Value
	case "SHA256":
		sha256 = c.Value
	}
	return
}
