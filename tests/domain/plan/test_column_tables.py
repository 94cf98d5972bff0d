"""Laid-out lines of a PDF page become rows of a table, and only those."""

from domain.parsing.plan.column_tables import names_a_table, with_rows

LAID_OUT = """II. PHÂN CÔNG
TT  Nhiệm vụ                  Chủ trì               Thời hạn            Sản
                                                                        phẩm
1   Rà soát thủ tục           Văn phòng Sở          15/3/2024           Danh
    hành chính                                                          mục
2   Báo cáo kết quả           Phòng Cải cách        Trước ngày          Báo cáo
                              hành chính            10/6/2024

III. Tổ chức thực hiện
Các phòng gửi báo cáo về Văn phòng Sở định kỳ hằng tháng trước ngày 20."""


def test_a_numbered_table_is_read_row_by_row_and_what_follows_stays() -> None:
    assert with_rows(LAID_OUT).splitlines() == [
        "II. PHÂN CÔNG",
        "| TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |",
        "| 1 | Rà soát thủ tục hành chính | Văn phòng Sở | 15/3/2024 | Danh mục |",
        "| 2 | Báo cáo kết quả | Phòng Cải cách hành chính | Trước ngày 10/6/2024 | Báo cáo |",
        "III. Tổ chức thực hiện",
        "Các phòng gửi báo cáo về Văn phòng Sở định kỳ hằng tháng trước ngày 20.",
    ]


def test_without_numbers_a_row_begins_where_nearly_all_its_cells_do() -> None:
    laid_out = (
        "Thời gian        Nội dung             Thành phần\n"
        "Từ 26/10 đến     Nộp hồ sơ            Các trường\n"
        "31/10/2024       đăng ký\n"
        "10/11/2024       Thi viết             Giáo viên\n"
    )
    assert with_rows(laid_out).splitlines() == [
        "| Thời gian | Nội dung | Thành phần |",
        "| Từ 26/10 đến 31/10/2024 | Nộp hồ sơ đăng ký | Các trường |",
        "| 10/11/2024 | Thi viết | Giáo viên |",
    ]


def test_prose_and_the_two_columns_of_a_head_are_no_table() -> None:
    head = (
        "UBND XÃ TÂN HƯNG                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCác đơn vị thực hiện nhiệm vụ."
    )
    assert with_rows(head) == head
    assert not names_a_table("Các chi bộ gửi báo cáo trước ngày 03/7/2024.")
