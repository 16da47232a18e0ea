package ec2

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// keyPair is a key pair, of which AWS keeps the public half.
type keyPair struct {
	ID, Name, Type, Fingerprint string
	Created                     sim.Time
	// Digest is of the private key, which only the learner has.
	Digest string
}

// digest is a private key's, by which it is known again.
func digest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// digestOf is that of the key pair of a name, "" for none.
func (s *Service) digestOf(name string) string {
	if k := s.keys[name]; k != nil {
		return k.Digest
	}
	return ""
}

// maxKeyPairs is how many an account may have in a Region (EC2 user guide).
const maxKeyPairs = 5000

func (s *Service) keyOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateKeyPair", Doc: "Makes a key pair and returns the private key, once.",
			Errors: []string{"InvalidKeyPair.Duplicate", "KeyPairLimitExceeded"}}, s.createKeyPair),
		ec2api.Op(s.api, aws.Operation{Name: "DeleteKeyPair", Doc: "Deletes the public half of a key pair."}, s.deleteKeyPair),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeKeyPairs", ReadOnly: true, Doc: "Lists key pairs.", Errors: []string{"InvalidKeyPair.NotFound"}, Unsimulated: []string{"IncludePublicKey"}}, s.describeKeyPairs),
	}
}

// CreateKeyPairInput follows AWS's model.
type CreateKeyPairInput struct {
	KeyName           string `aws:"required"`
	KeyType           string `aws:"enum=rsa|ed25519,default=rsa"`
	TagSpecifications []ec2api.TagSpecification
	KeyFormat         string `aws:"enum=pem|ppk,default=pem"`
	DryRun            bool
}

// KeyPair is a new key pair.
type KeyPair struct {
	KeyPairId               string
	Tags                    []ec2api.Tag
	KeyName, KeyFingerprint string
	KeyMaterial             string
}

// createKeyPair makes a key pair. The private key looks like one and opens
// nothing.
//
// fidelity: ec2.key-pairs
func (s *Service) createKeyPair(_ *aws.Request, in *CreateKeyPairInput) (*KeyPair, error) {
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "key-pair"); err != nil {
		return nil, err
	}
	switch {
	case len(in.KeyName) > 255:
		return nil, ec2api.Invalid("Invalid value for parameter KeyName. Length exceeds maximum of 255.")
	case s.keys[in.KeyName] != nil:
		return nil, aws.Errorf(400, "InvalidKeyPair.Duplicate", "The keypair already exists")
	case len(s.keys) >= maxKeyPairs:
		return nil, aws.Errorf(400, "KeyPairLimitExceeded", "The maximum number of key pairs has been reached.")
	}
	r := s.k.Stream("ec2.keys")
	k := &keyPair{ID: s.newID("key"), Name: in.KeyName, Type: in.KeyType, Created: s.k.Now()}
	bytes := make([]byte, 1190)
	for i := range bytes {
		bytes[i] = byte(r.Uint32())
	}
	k.Fingerprint = fingerprint(aws.RandomHex(r, 40))
	if k.Type == "ed25519" {
		bytes, k.Fingerprint = bytes[:280], base64.StdEncoding.EncodeToString(bytes[:32])
	}
	material := pem(k.Type, bytes)
	k.Digest = digest(material)
	s.keys[k.Name] = k
	s.api.Tags.Add(k.ID, "key-pair", in.TagSpecifications)
	return &KeyPair{k.ID, s.api.Tags.Of(k.ID), k.Name, k.Fingerprint, material}, nil
}

// fingerprint parts hexadecimal digits by colons.
func fingerprint(text string) string {
	var parts []string
	for i := 0; i+2 <= len(text); i += 2 {
		parts = append(parts, text[i:i+2])
	}
	return strings.Join(parts, ":")
}

// pem writes bytes as a private key.
func pem(kind string, bytes []byte) string {
	label := "RSA PRIVATE KEY"
	if kind == "ed25519" {
		label = "OPENSSH PRIVATE KEY"
	}
	text := base64.StdEncoding.EncodeToString(bytes)
	var b strings.Builder
	b.WriteString("-----BEGIN " + label + "-----\n")
	for len(text) > 0 {
		n := min(len(text), 64)
		b.WriteString(text[:n] + "\n")
		text = text[n:]
	}
	b.WriteString("-----END " + label + "-----")
	return b.String()
}

func keyNotFound(name string) *aws.Error {
	return aws.Errorf(400, "InvalidKeyPair.NotFound", "The key pair '%s' does not exist", name)
}

// DeleteKeyPairInput follows AWS's model.
type DeleteKeyPairInput struct {
	KeyName, KeyPairId string
	DryRun             bool
}

// DeleteKeyPairOutput says that it is done.
type DeleteKeyPairOutput struct {
	Return    bool `aws:"always"`
	KeyPairId string
}

// deleteKeyPair forgets a key pair; one that does not exist is no error.
func (s *Service) deleteKeyPair(_ *aws.Request, in *DeleteKeyPairInput) (*DeleteKeyPairOutput, error) {
	if in.KeyName == "" && in.KeyPairId == "" {
		return nil, ec2api.Missing("KeyName or KeyPairId")
	}
	for _, k := range sim.InOrder(s.keys) {
		if k.Name == in.KeyName || k.ID == in.KeyPairId {
			delete(s.keys, k.Name)
			s.api.Tags.Remove(k.ID)
			return &DeleteKeyPairOutput{true, k.ID}, nil
		}
	}
	return &DeleteKeyPairOutput{Return: true}, nil
}

// DescribeKeyPairsInput follows AWS's model.
type DescribeKeyPairsInput struct {
	KeyNames, KeyPairIds []string
	DryRun               bool
	Filters              []ec2api.Filter
}

// DescribeKeyPairsOutput are the key pairs.
type DescribeKeyPairsOutput struct {
	KeyPairs []KeyPairInfo `aws:"always,at=keySet"`
}

// KeyPairInfo is a key pair as the API shows it.
type KeyPairInfo struct {
	KeyPairId, KeyType      string
	Tags                    []ec2api.Tag `aws:"always"`
	CreateTime              time.Time
	KeyName, KeyFingerprint string
}

var keyFilters = ec2api.Properties[KeyPairInfo]{
	"key-pair-id": ec2api.One(func(k KeyPairInfo) string { return k.KeyPairId }),
	"key-name":    ec2api.One(func(k KeyPairInfo) string { return k.KeyName }),
	"fingerprint": ec2api.One(func(k KeyPairInfo) string { return k.KeyFingerprint }),
}

func (s *Service) describeKeyPairs(_ *aws.Request, in *DescribeKeyPairsInput) (*DescribeKeyPairsOutput, error) {
	for _, name := range in.KeyNames {
		if s.keys[name] == nil {
			return nil, keyNotFound(name)
		}
	}
	var all []KeyPairInfo
	for _, k := range sim.InOrder(s.keys) {
		if len(in.KeyNames)+len(in.KeyPairIds) == 0 || slices.Contains(in.KeyNames, k.Name) || slices.Contains(in.KeyPairIds, k.ID) {
			all = append(all, KeyPairInfo{k.ID, k.Type, s.api.Tags.Of(k.ID), ec2api.Time(k.Created), k.Name, k.Fingerprint})
		}
	}
	list, err := ec2api.Passing(all, in.Filters, keyFilters, s.api.Tags, func(k KeyPairInfo) string { return k.KeyPairId })
	if err != nil {
		return nil, err
	}
	return &DescribeKeyPairsOutput{list}, nil
}
