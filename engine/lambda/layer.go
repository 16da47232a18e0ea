package lambda

import (
	"fmt"
	"maps"
	"regexp"
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

// setLayers takes the layers of a function: five at most, and no more than
// 250 MB together with its own package (1.1, 1.2 [DQ], 6.5 [LS]).
func (s *Service) setLayers(r *release, arns []string) error {
	if arns == nil {
		return nil
	}
	if len(arns) > maxLayers {
		return invalid("Cannot reference more than %d layers.", maxLayers)
	}
	r.Layers, r.layers = nil, nil
	for i, arn := range arns {
		if err := layerForm(arn); err != nil {
			return err
		}
		_, v := s.layerOf(arn)
		if v == nil {
			return invalid("Layer version %s does not exist.", arn)
		}
		if other := slices.IndexFunc(arns[:i], func(a string) bool { return sameLayer(a, arn) }); other >= 0 {
			return invalid("Two different versions of the same layer are not allowed to be referenced in the same function. %s and %s are versions of the same layer.", arns[other], arn)
		}
		r.Layers = append(r.Layers, arn)
		r.layers = append(r.layers, v.code)
	}
	return nil
}

// layerARNForm is the ARN of a layer's version.
var layerARNForm = regexp.MustCompile(`^arn:aws:lambda:([a-z0-9-]+):\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+$`)

// layerForm refuses what is no layer of this Region (github
// localstack/localstack, services/lambda_/provider.py).
func layerForm(arn string) error {
	switch m := layerARNForm.FindStringSubmatch(arn); {
	case m == nil:
		return aws.Errorf(400, "ValidationException", "1 validation error detected: Value '[%s]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 140, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: "+
			`(arn:[a-zA-Z0-9-]+:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+), Member must not be null]`, arn)
	case m[1] != aws.Region:
		return invalid("Layers are not in the same region as the function. Layers are expected to be in region %s.", aws.Region)
	}
	return nil
}

func sameLayer(a, b string) bool {
	return a[:strings.LastIndexByte(a, ':')] == b[:strings.LastIndexByte(b, ':')]
}

// fit refuses a package that is too big together with its layers.
func (r *release) fit() error {
	if r.code == nil {
		return nil
	}
	total := r.code.Unzipped
	for _, c := range r.layers {
		total += c.Unzipped
	}
	if len(r.layers) > 0 && total > maxUnzipped {
		return invalid("Function code combined with layers exceeds the maximum allowed size of %d bytes. The actual size is %d bytes.", maxUnzipped, total)
	}
	return nil
}

// zipped is what has to be fetched for an environment, in bytes.
func (r *release) zipped() int64 {
	n := r.code.Size
	for _, c := range r.layers {
		n += c.Size
	}
	return n
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
