package lambda

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"skylab/engine/aws"
)

// imageForm is a URI of an image in Amazon ECR (AWS's model of ImageUri has
// no pattern; the account's registry is the only one that Lambda takes).
var imageForm = regexp.MustCompile(`^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/[a-z0-9][a-z0-9._/-]*(:[\w.-]{1,128}|@sha256:[0-9a-f]{64})$`)

// image is a container image as a function's code. What is in it is not
// known here: it starts as images do, and runs as the model in the function's
// description.
//
// fidelity: lambda.container-image
func image(uri string) (*code, error) {
	m := imageForm.FindStringSubmatch(uri)
	switch {
	case m == nil:
		return nil, invalid("Source image %s is not valid. Provide a valid source image.", uri)
	case m[2] != aws.Region:
		return nil, invalid("Source image %s is not valid. Provide a valid source image.", uri)
	case m[1] != aws.AccountID:
		return nil, refuse(403, "AccessDeniedException", "Lambda does not have permission to access the ECR image. Check the ECR permissions.")
	}
	if _, digest, given := strings.Cut(uri, "@sha256:"); given {
		return &code{Sha256: digest, Image: uri}, nil
	}
	sum := sha256.Sum256([]byte(uri)) // of a tag here; AWS has that of what it points to
	return &code{Sha256: hex.EncodeToString(sum[:]), Image: uri}, nil
}

// imageOnly refuses what a function from an image cannot have.
func (in *CreateFunctionInput) imageOnly() error {
	switch {
	case in.Code.ImageUri == "":
		return invalid("Please provide ImageUri when creating or updating a function with package type Image.")
	case in.Runtime != "" || in.Handler != "" || len(in.Layers) > 0:
		return zipOnly()
	}
	return nil
}

func zipOnly() error {
	return invalid("Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.")
}

// samePackage refuses code of the other package type (github
// localstack/localstack, services/lambda_/provider.py).
func (r *release) samePackage(in *UpdateFunctionCodeInput) error {
	switch {
	case r.Image != "" && (len(in.ZipFile) > 0 || in.S3Bucket != ""):
		return invalid("Please provide ImageUri when updating a function with packageType Image.")
	case r.Image == "" && in.ImageUri != "":
		return invalid("Please don't provide ImageUri when updating a function with packageType Zip.")
	}
	return nil
}

// resolved is the image's URI by its digest.
func (c *code) resolved() string {
	repository, _, _ := strings.Cut(c.Image, "@")
	if at := strings.LastIndexByte(repository, ':'); at > strings.LastIndexByte(repository, '/') {
		repository = repository[:at]
	}
	return repository + "@sha256:" + c.Sha256
}
