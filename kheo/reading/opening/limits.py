"""How much of a file is read, each bound with its reason. A paper is far below all of them."""

MB = 1024 * 1024

MAX_BYTES = 20 * MB  # a scan of thirty pages; what a mountain line still sends
MAX_LETTERS = 1_000_000  # 300 dense pages; the finders need seconds for so much
MAX_PAGES = 300  # the longest programme with its annexes; a book is not a paper to act on
MAX_PARTS = 5_000  # entries of a .docx; Word writes tens, pictures make hundreds
MAX_UNPACKED = 50 * MB  # of the parts of a .docx that are read; lxml holds about five times that
MAX_RATIO = 200  # unpacked to packed; text of Word gives 10 to 30, deflate's utmost is 1,032

PARSER_SECONDS = 8  # with the start of the process it stays within the 10 promised
PARSER_BYTES = (
    400 * MB
)  # address space of the process that parses, libraries included; 500 with ours

OFFICE_SECONDS = 60  # LibreOffice starts cold in 5 to 15 s on a small server

OCR_PAGES = 10  # what a person still waits for: 2 to 5 s a page
OCR_SECONDS = 60
OCR_PAGE_SECONDS = 30
OCR_DPI = 250  # below 200 the marks of Vietnamese letters melt, above 300 only time grows
OCR_PIXELS = 20_000_000  # A3 at OCR_DPI is 12 million; a page that claims metres is drawn coarser
OCR_UNSURE = 75  # words under this confidence (of 100) are pointed at
