package lambda

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// layer is a package that functions share; its versions are immutable. What
// is in it counts towards sizes and start times; code does not see it.
//
// fidelity: lambda.layers
type layer struct {
	Name string
	// last is the number of the newest version ever.
	last     int
	versions []*layerVersion // by number
}

type layerVersion struct {
	ARN, Description        string
	Number                  int
	Created                 sim.Time
	Runtimes, Architectures []string
	Licence                 string
	code                    *code
}

func layerARN(name string) string { return aws.ARN("lambda", "layer:"+name) }

// Layer is a layer of a function as the API shows it.
type Layer struct {
	Arn      string
	CodeSize int64
}

// LayerContent is where a layer's package comes from.
type LayerContent struct {
	S3Bucket string `aws:"min=3,max=63"`
	S3Key    string `aws:"max=1024"`
	ZipFile  []byte `aws:"flag=zip-file"`
}

// PublishLayerVersionInput follows AWS's model.
type PublishLayerVersionInput struct {
	LayerName               string        `aws:"required,min=1,max=140,path"`
	Description             string        `aws:"max=256"`
	Content                 *LayerContent `aws:"required"`
	CompatibleRuntimes      []string      `aws:"max=15"`
	LicenseInfo             string        `aws:"max=512"`
	CompatibleArchitectures []string      `aws:"max=2"`
}

// LayerVersion is a version of a layer as the API shows it.
type LayerVersion struct {
	Content                 *LayerVersionContent
	LayerArn                string
	LayerVersionArn         string
	Description             string `aws:"always"`
	CreatedDate             string
	Version                 int
	CompatibleRuntimes      []string
	LicenseInfo             string
	CompatibleArchitectures []string
}

// LayerVersionContent describes a layer's package.
type LayerVersionContent struct {
	Location   string
	CodeSha256 string
	CodeSize   int64
}

func (l *layer) show(v *layerVersion, whole bool) *LayerVersion {
	out := &LayerVersion{LayerVersionArn: v.ARN, Description: v.Description, Version: v.Number,
		CreatedDate: v.Created.Wall().Format(modified), CompatibleRuntimes: v.Runtimes, LicenseInfo: v.Licence,
		CompatibleArchitectures: v.Architectures}
	if whole {
		out.LayerArn = layerARN(l.Name)
		out.Content = &LayerVersionContent{CodeSha256: v.code.Sha256, CodeSize: v.code.Size,
			Location: "https://awslambda-us-east-1-layers.s3.us-east-1.amazonaws.com/snapshots/" + aws.AccountID + "/" + l.Name}
	}
	return out
}

func (s *Service) publishLayerVersion(_ *aws.Request, in *PublishLayerVersionInput) (*LayerVersion, error) {
	name := strings.TrimPrefix(in.LayerName, layerARN(""))
	if !simple(name) {
		return nil, invalid("Invalid Layer name: %s", in.LayerName)
	}
	c, err := s.load(FunctionCode{ZipFile: in.Content.ZipFile, S3Bucket: in.Content.S3Bucket, S3Key: in.Content.S3Key})
	if err != nil {
		return nil, err
	}
	if err := s.room(c.Unzipped); err != nil {
		return nil, err
	}
	l := s.layers[name]
	if l == nil {
		l = &layer{Name: name}
		s.layers[name] = l
	}
	l.last++
	v := &layerVersion{ARN: layerARN(name) + ":" + strconv.Itoa(l.last), Description: in.Description, Number: l.last,
		Created: s.kernel.Now(), Runtimes: in.CompatibleRuntimes, Architectures: in.CompatibleArchitectures,
		Licence: in.LicenseInfo, code: c}
	l.versions = append(l.versions, v)
	return l.show(v, true), nil
}

// layerOf is the version with that ARN, or nil.
func (s *Service) layerOf(arn string) (*layer, *layerVersion) {
	name, number, _ := strings.Cut(strings.TrimPrefix(arn, layerARN("")), ":")
	l := s.layers[name]
	if l == nil {
		return nil, nil
	}
	for _, v := range l.versions {
		if strconv.Itoa(v.Number) == number {
			return l, v
		}
	}
	return nil, nil
}

// LayerVersionInput names a version of a layer.
type LayerVersionInput struct {
	LayerName     string `aws:"required,min=1,max=140,path"`
	VersionNumber int    `aws:"required,path"`
}

// positive refuses numbers that no version has.
func (in *LayerVersionInput) positive() error {
	if in.VersionNumber < 1 {
		return invalid("Layer Version Cannot be less than 1")
	}
	return nil
}

func (s *Service) getLayerVersion(_ *aws.Request, in *LayerVersionInput) (*LayerVersion, error) {
	if err := in.positive(); err != nil {
		return nil, err
	}
	l, v := s.layerOf(fmt.Sprintf("%s:%d", in.LayerName, in.VersionNumber))
	if v == nil {
		return nil, noResource()
	}
	return l.show(v, true), nil
}

// DeleteLayerVersionOutput has no members.
type DeleteLayerVersionOutput struct{}

// deleteLayerVersion removes a version; functions that use it keep it.
func (s *Service) deleteLayerVersion(_ *aws.Request, in *LayerVersionInput) (*DeleteLayerVersionOutput, error) {
	if err := in.positive(); err != nil {
		return nil, err
	}
	if l, v := s.layerOf(fmt.Sprintf("%s:%d", in.LayerName, in.VersionNumber)); v != nil {
		l.versions = slices.DeleteFunc(l.versions, func(w *layerVersion) bool { return w == v })
	}
	return &DeleteLayerVersionOutput{}, nil
}

// ListLayerVersionsInput asks for a page of a layer's versions.
type ListLayerVersionsInput struct {
	LayerName string `aws:"required,min=1,max=140,path"`
	Marker    string `aws:"query"`
	MaxItems  int    `aws:"min=1,max=50,query"`
}

// ListLayerVersionsOutput is a page of versions, the newest first.
type ListLayerVersionsOutput struct {
	NextMarker    string
	LayerVersions []*LayerVersion `aws:"always"`
}

func (s *Service) listLayerVersions(_ *aws.Request, in *ListLayerVersionsInput) (*ListLayerVersionsOutput, error) {
	var all []*LayerVersion
	if l := s.layers[strings.TrimPrefix(in.LayerName, layerARN(""))]; l != nil {
		for _, v := range slices.Backward(l.versions) {
			all = append(all, l.show(v, false))
		}
	}
	out := &ListLayerVersionsOutput{}
	out.LayerVersions, out.NextMarker = page(all, in.Marker, in.MaxItems, func(v *LayerVersion) string { return strconv.Itoa(v.Version) })
	return out, nil
}

// ListLayersInput asks for a page of layers.
type ListLayersInput struct {
	Marker   string `aws:"query"`
	MaxItems int    `aws:"min=1,max=50,query"`
}

// LayersListItem is a layer with its newest version.
type LayersListItem struct {
	LayerName             string
	LayerArn              string
	LatestMatchingVersion *LayerVersion
}

// ListLayersOutput is a page of layers, by name.
type ListLayersOutput struct {
	NextMarker string
	Layers     []*LayersListItem `aws:"always"`
}

func (s *Service) listLayers(_ *aws.Request, in *ListLayersInput) (*ListLayersOutput, error) {
	var all []*LayersListItem
	for _, name := range slices.Sorted(maps.Keys(s.layers)) {
		l := s.layers[name]
		if n := len(l.versions); n > 0 {
			all = append(all, &LayersListItem{name, layerARN(name), l.show(l.versions[n-1], false)})
		}
	}
	out := &ListLayersOutput{}
	out.Layers, out.NextMarker = page(all, in.Marker, in.MaxItems, func(i *LayersListItem) string { return i.LayerName })
	return out, nil
}
