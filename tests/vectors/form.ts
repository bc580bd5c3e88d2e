/** A plain file with one text field, `Price`, on page 2: object 7. */
export const FORM = {
  catalog: '/AcroForm <</Fields [7 0 R] /DR <<>> /DA (/F1 0 Tf)>>',
  page: '/Annots [7 0 R]',
  objects: [
    '<</Type /Annot /Subtype /Widget /FT /Tx /T (Price) /V (1) /Rect [70 600 300 620] /P 4 0 R /DA (/F1 12 Tf)>>',
  ],
};
